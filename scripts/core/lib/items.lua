--- What get, drop and give have in common.
local items = {}

--- Moves a thing without words of its own: the command says what happened. Returns false when a hook forbids it.
function items.move(thing, dest, kind)
  return thing:move_to(dest, { quiet = true, kind = kind })
end

--- Tells who does it, and everybody else in the room.
function items.tell(who, own, others, values)
  local seen = { who = who, from = who, exclude = who }
  for k, v in pairs(values) do seen[k] = v end
  who:msg(own, values)
  if who.location then who.location:msg_contents(others, seen) end
end

return items
