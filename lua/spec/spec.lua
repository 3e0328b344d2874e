-- The Lua half of require("mud.test"): the world of a test, those who act in
-- it, and what a test may claim.
local mud, ask, field, same, show = ...

local function answered(ok, ...)
  if not ok then error((...), 0) end
  return ...
end

local function step(...)
  return answered(ask(...))
end

local function indented(text)
  return "  | " .. text:gsub("\n+$", ""):gsub("\n", "\n  | ")
end

---@field actor.name string
---@field actor.session mud.Session? nil when it is over
---@field actor.account mud.Account? nil before login
---@field actor.character mud.Character? nil out of character
local Actor = {}

--- actor:types types a line, as a player does: it goes the way of every command. Returns what the actor sees of it.
---@param line string
---@return string
function Actor:types(line)
  return step("types", self.number, line)
end

--- actor:fails types a line that must end in a fault of a script, with this text in its error.
---@param line string
---@param text string
function Actor:fails(line, text)
  step("fails", self.number, line, text)
end

--- actor:seen is all that the actor saw of the last thing that was done: a line typed by anybody, time that passed, a reload.
---@return string
function Actor:seen()
  return step("seen", self.number)
end

local function saw(actor, seen)
  if seen:trim() == "" then return actor.name .. " saw nothing" end
  return actor.name .. " saw:\n" .. indented(seen)
end

--- actor:sees claims that the actor saw a text, without markup, of the last thing that was done.
---@param text string
---@return mud.test.Actor
function Actor:sees(text)
  local seen = self:seen()
  if not seen:find(text, 1, true) then
    error(("%s does not see %q; %s"):format(self.name, text, saw(self, seen)), 0)
  end
  return self
end

--- actor:does_not_see claims that the actor saw no such text of the last thing that was done.
---@param text string
---@return mud.test.Actor
function Actor:does_not_see(text)
  local seen = self:seen()
  if seen:find(text, 1, true) then
    error(("%s must not see %q, but %s"):format(self.name, text, saw(self, seen)), 0)
  end
  return self
end

--- actor:sees_nothing claims that the actor saw nothing at all of the last thing that was done.
function Actor:sees_nothing()
  local seen = self:seen()
  if seen:trim() ~= "" then
    error(("%s must see nothing, but %s"):format(self.name, saw(self, seen)), 0)
  end
end

--- actor:hangs_up ends the connection, as a player whose line breaks.
function Actor:hangs_up()
  step("hang_up", self.number)
end

local of_world = { session = true, account = true, character = true }

local function actor(number, name)
  return setmetatable({ number = number, name = name }, {
    __index = function(self, key)
      if of_world[key] then return field(self.number, key) end
      local method = Actor[key]
      if method == nil then error(("an actor has no %q"):format(key), 2) end
      return method
    end,
  })
end

---@field w.room mud.Room? where the first player is
---@field w.[string] mud.test.Actor the players, by their names in small letters
local World = {}

--- w:advance lets time pass: what is due happens, second by second.
---@param seconds number
function World:advance(seconds)
  step("advance", seconds)
end

--- w:reload loads the scripts anew, as @reload does. Sources that are given stand in place of the files, in later reloads too.
---@param files? table<string, string> by path below the scripts folder, such as "core/commands/social/say.lua"
---@return boolean ok
---@return string report what was loaded, or what is wrong
function World:reload(files)
  return step("reload", files)
end

--- w:restart restarts the server: what is stored is there again, and all who were logged in have joined again. Handles
--- from before are of no use any more.
function World:restart()
  step("restart")
end

--- w:connect is somebody who has connected and not logged in.
---@return mud.test.Actor
function World:connect()
  return actor(step("connect"), "the stranger")
end

--- w:join logs somebody in, with an account that is made if it is not there: in modes 0 and 1 as a character, in 2 and 3 out
--- of character. The same name again is a second session.
---@param name string
---@return mud.test.Actor
function World:join(name)
  return actor(step("join", name), name)
end

---@field options.players? string[] who has logged in; in modes 2 and 3 they are out of character
---@field options.room? string|mud.New a fresh room for them: its typeclass, or what mud.create.object takes
---@field options.plugins? string[] without it, the plugin of the test and those that it requires
---@field options.settings? table<string, table<string, mud.Value>> of plugins, as [plugin.NAME] in mud.toml
---@field options.superuser? string which of the players passes every lock
---@field options.mode? 0|1|2|3 multisession mode

local known = { players = "table", room = "any", plugins = "table", settings = "table", mode = "number", superuser = "string" }

local function check(options)
  for key, v in pairs(options) do
    local want = known[key]
    if not want then error(("world{} has no option %q"):format(key), 3) end
    if want ~= "any" and type(v) ~= want then error(("the option %s of world{} is a %s"):format(key, want), 3) end
  end
end

-- Moves the players to a room of their own.
local function gather(w, players, room)
  local what = type(room) == "string" and { typeclass = room } or room
  what.key = what.key or "Room"
  w.room = mud.create.object(what)
  for _, a in ipairs(players) do
    if a.character then a.character:move_to(w.room, { quiet = true }) end
  end
end

--- test.world makes the world of this test: nothing of any other test is in it, its clock stands still, and its random numbers are the
--- same each time.
---@param options? mud.test.Options
---@return mud.test.World
local function world(options)
  options = options or {}
  check(options)
  step("world", options)
  local w, players = setmetatable({}, { __index = World }), {}
  for _, name in ipairs(options.players or {}) do
    local key = name:lower()
    if World[key] or key == "room" then error(("a player cannot be called %q in a test"):format(name), 2) end
    w[key] = w:join(name)
    players[#players + 1] = w[key]
    if name == options.superuser then step("superuser", w[key].number) end
  end
  if options.room then
    gather(w, players, options.room)
  elseif players[1] and players[1].character then
    w.room = players[1].character.location
  end
  return w
end

--- expect claims that two values are equal, tables entry by entry; with one value, that it is neither nil nor false.
---@param got any
---@param want? any
local function expect(...)
  local got, want = ...
  if select("#", ...) < 2 then
    if not got then error(("expected something, got %s"):format(show(got)), 0) end
  elseif not same(got, want) then
    error(("expected %s, got %s"):format(show(want), show(got)), 0)
  end
end

--- expect_error claims that a function fails, with this text in its error.
---@param fn fun()
---@param text? string
local function expect_error(fn, text)
  local ok, err = pcall(fn)
  if ok then error("expected an error, and there was none", 0) end
  if text and not tostring(err):find(text, 1, true) then
    error(("expected an error with %q, got: %s"):format(text, tostring(err)), 0)
  end
end

return { world = world }, expect, expect_error
