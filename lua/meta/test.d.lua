---@meta mud.test
-- Made by `mud meta` from the comments beside the functions; change those.

---@class mud.test
local test = {}

--- test.world makes the world of this test: nothing of any other test is in it, its clock stands still, and its random numbers are the
--- same each time.
---@param options? mud.test.Options
---@return mud.test.World
function test.world(options) end

---@class mud.test.Options
---@field mode? 0|1|2|3 multisession mode
---@field players? string[] who has logged in; in modes 2 and 3 they are out of character
---@field plugins? string[] without it, the plugin of the test and those that it requires
---@field room? string|mud.New a fresh room for them: its typeclass, or what mud.create.object takes
---@field settings? table<string, table<string, mud.Value>> of plugins, as [plugin.NAME] in mud.toml
---@field superuser? string which of the players passes every lock
local options = {}

---@class mud.test.World
---@field [string] mud.test.Actor the players, by their names in small letters
---@field room mud.Room? where the first player is
local w = {}

--- w:advance lets time pass: what is due happens, second by second.
---@param seconds number
function w:advance(seconds) end

--- w:connect is somebody who has connected and not logged in.
---@return mud.test.Actor
function w:connect() end

--- w:join logs somebody in, with an account that is made if it is not there: in modes 0 and 1 as a character, in 2 and 3 out
--- of character. The same name again is a second session.
---@param name string
---@return mud.test.Actor
function w:join(name) end

--- w:reload loads the scripts anew, as @reload does. Sources that are given stand in place of the files, in later reloads too.
---@param files? table<string, string> by path below the scripts folder, such as "core/commands/social/say.lua"
---@return boolean ok
---@return string report what was loaded, or what is wrong
function w:reload(files) end

--- w:restart restarts the server: what is stored is there again, and all who were logged in have joined again. Handles
--- from before are of no use any more.
function w:restart() end

---@class mud.test.Actor
---@field account mud.Account? nil before login
---@field character mud.Character? nil out of character
---@field name string
---@field session mud.Session? nil when it is over
local actor = {}

--- actor:does_not_see claims that the actor saw no such text of the last thing that was done.
---@param text string
---@return mud.test.Actor
function actor:does_not_see(text) end

--- actor:fails types a line that must end in a fault of a script, with this text in its error.
---@param line string
---@param text string
function actor:fails(line, text) end

--- actor:hangs_up ends the connection, as a player whose line breaks.
function actor:hangs_up() end

--- actor:seen is all that the actor saw of the last thing that was done: a line typed by anybody, time that passed, a reload.
---@return string
function actor:seen() end

--- actor:sees claims that the actor saw a text, without markup, of the last thing that was done.
---@param text string
---@return mud.test.Actor
function actor:sees(text) end

--- actor:sees_nothing claims that the actor saw nothing at all of the last thing that was done.
function actor:sees_nothing() end

--- actor:types types a line, as a player does: it goes the way of every command. Returns what the actor sees of it.
---@param line string
---@return string
function actor:types(line) end

--- describe names what the tests in its function are about.
---@param name string
---@param body fun()
function describe(name, body) end

--- expect claims that two values are equal, tables entry by entry; with one value, that it is neither nil nor false.
---@param got any
---@param want? any
function expect(got, want) end

--- expect_error claims that a function fails, with this text in its error.
---@param fn fun()
---@param text? string
function expect_error(fn, text) end

--- it is one test: its body is run by itself, with nothing left of the others.
---@param name string
---@param body fun()
function it(name, body) end

--- pending stands for a test that is still to be written; inside a test it ends
--- it. Pending tests are counted and shown.
---@param why string
function pending(why) end

return test
