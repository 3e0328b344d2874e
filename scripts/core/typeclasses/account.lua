local mud = require("mud")
local channels = require("core.lib.channels")
local characters = require("core.lib.characters")
local guests = require("core.lib.guests")
local menu = require("core.lib.character_menu")
local oob = require("core.lib.oob")
local texts = require("core.lib.texts")

--- A player. Names and passwords belong to it, and the characters.
local Account = mud.typeclass { key = "account", locks = "edit:self() or perm(Admin);puppet:false();examine:perm(Admin);delete:perm(Admin);control:perm(Developer)" }

function Account:get_display_name(looker)
  return mud.escape(self.key)
end

--- What a player sees out of character.
function Account:at_look(session)
  return menu.show(self, session)
end

--- The account has a new character, whoever made it.
function Account:at_post_create_character(character) end

function Account:at_account_creation()
  channels.join(self)
  if mud.rules.auto_create_character or guests.is(self) then characters.create(self, self.key) end
end

function Account:at_first_login()
  self.ndb.first = true
end

function Account:at_post_login(session)
  channels.info(mud.escape(self.key) .. " has logged in.")
  oob.channels(session)
  if self.ndb.first then
    self.ndb.first = nil
    texts.tell(session, "welcome")
  end
  texts.tell(session, "motd")
  local character = self.last_puppet or self.characters[1]
  if not (character and (mud.rules.auto_puppet or guests.is(self))) then return session:msg(self:at_look(session)) end
  local ok, why = self:puppet(session, character)
  if not ok then
    session:msg(why)
    session:msg(self:at_look(session))
  end
end

function Account:at_post_disconnect()
  channels.info(mud.escape(self.key) .. " has left.")
  if guests.is(self) then guests.leave(self) end
end

--- Somebody gave a wrong password: over ssh there is no session yet, only an address.
function Account:at_failed_login(session, address)
  for _, other in ipairs(self.sessions:all()) do
    other:msg("|yThere was a failed attempt to log in to your account from {address}.|n", { address = address or session.address })
  end
end

return Account
