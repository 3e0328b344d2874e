local mud = require("mud")
local names = require("core.lib.names")

--- What get, drop and give have in common.
local items = {}

--- The things among candidates that a player names, nil when the player has been told that there are none; "all" is those that
--- may be moved so.
function items.meant(cmd, text, candidates, lock)
  if text:trim():lower() ~= "all" then return cmd.caller:search_all(text, { candidates = candidates }) end
  local who, things = cmd.session or cmd.caller, {}
  for _, thing in ipairs(candidates) do
    local found = thing:is_typeclass("core.thing") and thing:access(who, "search", true)
    if found and thing:access(who, lock, true) then table.insert(things, thing) end
  end
  mud.refuse_if(#things == 0, "There is nothing to {what}.", { what = lock })
  return things
end

--- Moves things without words of its own: the command says what happened. It is refused if a hook forbids one of them.
function items.move(things, dest, kind, why)
  for _, thing in ipairs(things) do
    mud.refuse_if(not thing:move_to(dest, { quiet = true, kind = kind }), why, { what = thing, who = dest })
  end
end

--- Tells who does it, and everybody else in the room.
function items.tell(who, own, others, values)
  local seen = { who = who, from = who, exclude = who }
  for k, v in pairs(values) do seen[k] = v end
  who:msg(own, values)
  if who.location then who.location:msg_contents(others, seen) end
end

--- The things as a value of items.tell: "a lamp and three apples", as each hearer knows them.
items.named = names.for_hearers

return items
