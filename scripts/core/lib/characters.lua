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
  for _, character in ipairs(mud.find_all { typeclass = "core.character" }) do
    if character.key:lower() == name:lower() then return true end
  end
  return false
end

return characters
