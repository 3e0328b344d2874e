local mud = require("mud")
local Object = require("core.typeclasses.object")
local monitors = require("core.lib.monitors")
local oob = require("core.lib.oob")
local oob_room = require("core.lib.oob_room")
local rooms = require("core.lib.rooms")

--- Somebody whom a player can play. The body is in the world only while it is played.
local Character = mud.typeclass { key = "character", extends = Object, locks = "get:false();call:false();puppet:false()" }

function Character:at_desc(looker)
  return self.db.desc or "There is nothing remarkable to see."
end

--- What somebody carries is not everybody's business.
function Character:get_display_things(looker) end

--- Out of the world since it was last played: back to where it was.
function Character:at_pre_puppet(account, session)
  if self.location then return end
  local place = self.db.prelogout_location or self.home or rooms.start()
  self:move_to(place, { quiet = true, hooks = false })
end

function Character:at_post_puppet(account, session)
  session:msg("\nYou become |c{who}|n.\n", { who = self })
  oob.character(session, self)
  if not self.location then return end
  session:msg(self:at_look(self.location), { type = "look" })
  if self.sessions:count() == 1 then
    self.location:msg_contents("{who} has entered the game.", { exclude = self, from = self, who = self })
    oob_room.moved(self, nil)
  end
end

function Character:at_post_unpuppet(account, session)
  monitors.clear(session)
  if self.sessions:count() > 0 or not self.location then return end
  self.location:msg_contents("{who} has left the game.", { exclude = self, from = self, who = self })
  local place = self.location
  self.db.prelogout_location = place
  self:move_to(nil, { quiet = true, hooks = false })
  oob.left(self)
  oob_room.moved(self, place)
end

function Character:announce_move_from(dest, kind)
  local text = self.ndb.via and "{who} leaves by {via}." or "{who} leaves."
  if kind == "teleport" then text = "{who} vanishes." end
  if self.location then
    self.location:msg_contents(text, { exclude = self, from = self, who = self, via = self.ndb.via })
  end
end

--- Tells the room from where somebody comes, as those see it who stand there.
function Character:announce_move_to(source, kind)
  if not self.location then return end
  local via
  for _, exit in ipairs(self.location.exits) do
    if source and exit.destination == source then via = exit.key end
  end
  local text = via and kind == "traverse" and "{who} arrives from {via}." or "{who} arrives."
  if kind == "teleport" then text = "{who} appears." end
  self.location:msg_contents(text, { exclude = self, from = self, who = self, via = via })
end

function Character:at_post_move(source, kind)
  oob_room.moved(self, source)
  if self.location and self.sessions:count() > 0 then
    self:msg(self:at_look(self.location), { type = "look" })
  end
end

--- The numbers that clients draw as bars, by name.
function Character:get_vitals()
  local out = {}
  for _, name in ipairs(mud.settings("core").vitals) do out[name] = self.db[name] end
  return out
end

--- What else clients show of the character, by the names that get_status_vars gives captions to.
function Character:get_status()
  return { name = self.key, account = self.account and self.account.key }
end

function Character:get_status_vars()
  return { name = "Name", account = "Account" }
end

return Character
