--- The protocol flags of a session, as its player sees them.
local options = {}

--- All flags by name; of a window's sizes that of the main one.
function options.all(session)
  local out = {}
  for name, value in pairs(session.protocol_flags) do
    if type(value) == "table" then value = value[0] end
    out[name] = value
  end
  return out
end

return options
