local mud = require("mud")
local messages = require("core.lib.oob_messages")
local oob_room = require("core.lib.oob_room")

local send, wanted, send_changed, plain_name = messages.send, messages.wanted, messages.send_changed, messages.plain_name

--- What clients are told beside the text (GMCP), as far as they have listed it.
local oob = {}

local settings = mud.settings("core")

--- The numbers of a character that clients draw as bars: what its get_vitals returns, as far as it has changed.
function oob.vitals(character, sessions)
  sessions = sessions or character.sessions:all()
  if wanted(sessions, "Char.Vitals") then send_changed(sessions, "Char.Vitals", "vitals", character:get_vitals()) end
end

--- What else is known of a character: what its get_status returns, as far as it has changed.
function oob.status(character, sessions)
  sessions = sessions or character.sessions:all()
  if wanted(sessions, "Char.Status") then send_changed(sessions, "Char.Status", "status", character:get_status()) end
end

local function monitor_id(character, name)
  return "vitals-" .. character.id .. "-" .. name
end

--- Watches the attributes that are drawn as bars, while somebody wants them.
local function watch(character)
  for _, name in ipairs(settings.vitals) do
    mud.monitor.add(character, "db." .. name, "core.lib.oob.on_vitals", { id = monitor_id(character, name) })
  end
end

--- An attribute that is drawn as a bar has changed.
function oob.on_vitals(character)
  oob.vitals(character)
end

--- Nobody plays the character any more.
function oob.left(character)
  for _, name in ipairs(settings.vitals) do mud.monitor.remove(monitor_id(character, name)) end
end

--- Everything about a character, for a session that has just begun to play it or to listen.
function oob.character(session, character)
  local sessions = { session }
  session.ndb.oob_vitals, session.ndb.oob_status = nil, nil
  if session:supports("Char") then
    send(sessions, "Char.Name", { name = character.key, fullname = plain_name(character, character) })
    send(sessions, "Char.StatusVars", character:get_status_vars())
  end
  oob.status(character, sessions)
  oob.vitals(character, sessions)
  if session:supports("Char.Vitals") then watch(character) end
  oob_room.room(character, sessions)
end

--- A text on a channel, or what somebody says: a table for msg, beside its text.
function oob.heard(channel, talker, text)
  return { ["Comm.Channel.Text"] = { channel = channel, talker = talker.key, text = mud.plain(text) } }
end

--- The channels that a session's account listens to; saying something is one of them.
function oob.channels(session)
  if not session:supports("Comm.Channel.List") then return end
  local list = { { name = "say", caption = "Say", command = "say" } }
  for _, channel in ipairs(mud.channels:all()) do
    if channel:is_subscribed(session.account) then
      table.insert(list, { name = channel.key, caption = mud.plain(channel.key), command = channel.key })
    end
  end
  send({ session }, "Comm.Channel.List", list)
end

--- What an account may play, for clients that offer it as buttons while nothing is played.
function oob.choices(account, session)
  if session.puppet or not session:supports("Char.Choices") then return end
  local list, max = mud.array {}, mud.rules.max_characters
  for _, character in ipairs(account.characters) do
    table.insert(list, { name = character.key, played = #character.sessions:all() > 0 })
  end
  send({ session }, "Char.Choices", { characters = list, create = account.superuser or max == 0 or #list < max })
end

--- What a client is told that says what it wants: by itself, and before login too.
function oob.welcome(session)
  local sessions = { session }
  if settings.gui_url ~= "" then
    session:msg { oob = { ["Client.GUI"] = { version = settings.gui_version, url = settings.gui_url } } }
  end
  if settings.media_url ~= "" then send(sessions, "Client.Media.Default", { url = settings.media_url }) end
  if not session.logged_in then
    return send(sessions, "Char.Login.Default", { type = { "password-credentials" }, create = true })
  end
  oob.channels(session)
  local puppet = session.puppet
  if not puppet then return oob.choices(session.account, session) end
  if puppet:is_typeclass("core.character") then oob.character(session, puppet) end
end

return oob
