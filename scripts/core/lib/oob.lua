local mud = require("mud")
local directions = require("core.lib.directions")

--- What clients are told beside the text (GMCP), as far as they have listed it.
local oob = {}

local settings = mud.settings("core")

--- Sends one message to the sessions that want its module; the last of a step counts.
local function send(sessions, name, data)
  for _, session in ipairs(sessions) do
    if session:supports(name) then session:msg({ oob = { [name] = data } }, { latest = true }) end
  end
end

--- Whether any of the sessions wants a module: what nobody wants is not worked out.
local function wanted(sessions, name)
  for _, session in ipairs(sessions) do
    if session:supports(name) then return true end
  end
  return false
end

local function plain_name(obj, looker)
  return mud.plain(obj:get_display_name(looker))
end

--- The exits that somebody sees: the short name of a direction, else the exit's name, with where it leads.
local function exits(room, looker)
  local out = {}
  for _, exit in ipairs(room.exits) do
    if exit:access(looker, "view", true) and exit.destination then
      out[directions.short(exit.key) or exit.key] = exit.destination.id
    end
  end
  return out
end

local function area(room)
  return room.tags:all("area")[1]
end

local function player(character, looker)
  return { name = plain_name(character, looker), fullname = plain_name(character, looker) }
end

local function others(room, who)
  local out = mud.array {}
  for _, obj in ipairs(room.contents) do
    if obj ~= who and obj:is_typeclass("core.character") and obj:access(who, "view", true) then
      table.insert(out, player(obj, who))
    end
  end
  return out
end

--- Where a character is, to those who play it.
function oob.room(character, sessions)
  sessions = sessions or character.sessions:all()
  local room = character.location
  if not room or not wanted(sessions, "Room.Info") then return end
  send(sessions, "Room.Info", {
    num = room.id, name = plain_name(room, character), area = area(room), exits = exits(room, character),
    environment = room.db.environment, coords = room.db.coords,
  })
  send(sessions, "Room.Players", others(room, character))
end

--- Tells a room that somebody has come or gone.
local function tell(room, character, name)
  if not room then return end
  for _, obj in ipairs(room.contents) do
    local sessions = obj ~= character and obj.sessions:all() or {}
    if wanted(sessions, name) then
      local data = name == "Room.AddPlayer" and player(character, obj) or plain_name(character, obj)
      for _, session in ipairs(sessions) do session:msg { oob = { [name] = data } } end
    end
  end
end

--- A character is in another place, or in none.
function oob.moved(character, source)
  if source ~= character.location then
    tell(source, character, "Room.RemovePlayer")
    tell(character.location, character, "Room.AddPlayer")
  end
  oob.room(character)
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

local function send_changed(sessions, name, kind, values)
  for _, session in ipairs(sessions) do
    local news = session:supports(name) and changed(session, kind, values)
    if news then session:msg { oob = { [name] = news } } end
  end
end

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
  oob.room(character, sessions)
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
