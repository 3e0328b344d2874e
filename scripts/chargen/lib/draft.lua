local mud = require("mud")
local characters = require("core.lib.characters")

--- A character that is not made yet. It belongs to one session and is gone with it.
local draft = {}

local set = "chargen.making"

--- Begins a draft, or goes on with the one that the session has.
function draft.begin(session)
  if not session.cmdset:has(set) then session.cmdset:add(set) end
  if not session.ndb.draft then session.ndb.draft = { kind = mud.settings("chargen").kinds[1] } end
  return session.ndb.draft
end

--- Forgets it.
function draft.drop(session)
  session.ndb.draft = nil
  session.cmdset:remove(set)
end

function draft.text(of)
  return mud.format("|wName:|n {name}\n|wKind:|n {kind}\n|wLook:|n {desc}", {
    name = of.name or "not chosen", kind = of.kind, desc = of.desc or "nothing remarkable",
  })
end

--- Makes the character, and the draft is no more.
function draft.finish(cmd, of)
  mud.refuse_if(not of.name, "It needs a name first.")
  mud.refuse_if(characters.taken(of.name), "The name '{name}' has been taken meanwhile.", { name = of.name })
  local character = characters.create(cmd.account, of.name, of.desc)
  character.db.kind = of.kind
  draft.drop(cmd.session)
  return character
end

return draft
