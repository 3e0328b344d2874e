local mud = require("mud")
local rooms = require("core.lib.rooms")

--- Characters of accounts.
local characters = {}

--- Makes a character that is nowhere until it is played.
function characters.create(account, name, desc)
  local start = rooms.start()
  local character = mud.create.object {
    key = name,
    typeclass = "core.character",
    home = start,
    locks = "puppet:pid(" .. account.id .. ") or perm(Developer);delete:pid(" .. account.id .. ") or perm(Admin)",
    db = { prelogout_location = start, desc = desc },
  }
  account:add_character(character)
  account:at_post_create_character(character)
  return character
end

--- The account's character of that name, nil if it has none.
function characters.find(account, name)
  for _, character in ipairs(account.characters) do
    if character.key:lower() == name:lower() then return character end
  end
end

--- Whether any character has the name already.
function characters.taken(name)
  for _, character in ipairs(mud.find_all { typeclass = "core.character", key = name }) do
    if character.key:lower() == name:lower() then return true end
  end
  return false
end

--- Takes out of the world whom nobody plays any more: a server that was killed leaves characters where they stood.
function characters.stow_left()
  for _, account in ipairs(mud.accounts:all()) do
    for _, character in ipairs(account.characters) do
      if character.location and character.sessions:count() == 0 then
        character.db.prelogout_location = character.location
        character:move_to(nil, { quiet = true, hooks = false })
      end
    end
  end
end

--- What a line means that names something to play: a character of the account's own, else something near, and for
--- Builders anything by its number, where the lock "puppet" lets this session.
function characters.playable(cmd, name)
  local own = characters.find(cmd.account, name)
  if own then return own end
  local found = cmd.caller:search(name, { quiet = true })
  if found and found.kind == "object" and found:access(cmd.session, "puppet") then return found end
end

return characters
