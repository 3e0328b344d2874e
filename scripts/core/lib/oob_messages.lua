local mud = require("mud")

--- How data beside the text is sent: to clients that have listed its module.
local messages = {}

--- Sends one message to the sessions that want its module; the last of a step counts.
function messages.send(sessions, name, data)
  for _, session in ipairs(sessions) do
    if session:supports(name) then session:msg({ oob = { [name] = data } }, { latest = true }) end
  end
end

--- Whether any of the sessions wants a module: what nobody wants is not worked out.
function messages.wanted(sessions, name)
  for _, session in ipairs(sessions) do
    if session:supports(name) then return true end
  end
  return false
end

--- How somebody knows an object, without markup.
function messages.plain_name(obj, looker)
  return mud.plain(obj:get_display_name(looker))
end

--- Of values that a client was told before, those that have changed; all of them at first.
local function changed(session, kind, values)
  local told = session.ndb["oob_" .. kind] or {}
  local out, any = {}, false
  for name, value in pairs(values) do
    if told[name] ~= value then out[name], any = value, true end
  end
  session.ndb["oob_" .. kind] = values
  return any and out or nil
end

--- Sends of some values those that have changed for each session.
function messages.send_changed(sessions, name, kind, values)
  for _, session in ipairs(sessions) do
    local news = session:supports(name) and changed(session, kind, values)
    if news then session:msg { oob = { [name] = news } } end
  end
end

return messages
