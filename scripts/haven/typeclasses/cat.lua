local mud = require("mud")
local Thing = require("core.typeclasses.thing")

--- A cat. It goes where it likes and has a view on being carried.
local Cat = mud.typeclass { key = "cat", extends = Thing, cmdsets = { "haven.cat" } }

function Cat:at_pre_get(getter)
  getter:msg("The cat is heavier than it looks, and then it is somewhere else.")
  if getter.location then
    getter.location:msg_contents("{who} tries to pick up the cat. The cat declines.", { who = getter, exclude = getter })
  end
  return false
end

return Cat
