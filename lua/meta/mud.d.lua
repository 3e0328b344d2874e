---@meta mud
-- Made by `mud meta` from the comments beside the functions; change those.

---@alias mud.Value nil|boolean|number|string|mud.Object|table<string|number, mud.Value> what db, ndb and timers keep
---@alias mud.Shown table<string, mud.Value|mud.Session> what {name} in a text stands for
---@class mud.Data what is remembered under names: values as in mud.Value
---@field [string|number] any
---@class mud.Args what the syntax of a command found, by the names in it
---@field [string] any
---@class mud.Character : mud.Object
---@class mud.Room : mud.Object
---@class mud.Exit : mud.Object

---@class mud
---@field generation integer counts reloads: which code this script is of
---@field inputfuncs string[] the names of the inputfuncs that there are
---@field accounts mud.accounts
---@field bans mud.bans
---@field channels mud.channels
---@field cmdsets mud.cmdsets
---@field create mud.create
---@field game mud.game
---@field help mud.help
---@field monitor mud.monitor
---@field plugins mud.plugins
---@field rules mud.rules
---@field server mud.server
---@field sessions mud.sessions
---@field text mud.text
---@field texts mud.texts
---@field ticker mud.ticker
---@field time mud.time
local mud = {}

--- mud.array marks a table as a list for out-of-band data: an empty one is then
--- sent as [] and not as {}.
---@param t mud.Value[]
---@return mud.Value[] t
function mud.array(t) end

--- mud.cancel stops a delay.
---@param id string
---@return boolean whether it was still waiting
function mud.cancel(id) end

--- mud.cmdset defines a command set; a file in cmdsets/ returns it.
---@param def mud.CmdsetDef
---@return mud.CmdsetDef
function mud.cmdset(def) end

--- mud.command defines a command; a file in commands/ returns it.
---@param def mud.CommandDef
---@return mud.CommandDef
function mud.command(def) end

--- mud.delay calls a function later, once. A function that is given by its name
--- is called over @reload and restarts too; its arguments are plain data and
--- objects. Any other function is called by the scripts that gave it, and is
--- lost when the server restarts.
---@param seconds number
---@param func string|fun(...: mud.Value) "plugin.lib.topic.fn", or a function
---@param ... mud.Value
---@return string id for mud.cancel
function mud.delay(seconds, func, ...) end

--- mud.delays lists the delays that wait, the next one first. func is nil for a
--- function without a name.
---@return { id: string, func?: string, left: number }[]
function mud.delays() end

--- mud.escape makes any text safe to be part of a text with markup: it will be
--- shown as it is.
---@param text string
---@return string
function mud.escape(text) end

--- mud.find finds an entity by its id, by "#id", or an object by its key.
---@param what integer|string
---@return mud.Object?
function mud.find(what) end

--- mud.find_all lists the entities for which everything that is given holds, by
--- ascending id. A tag is found at once; the rest looks through all of the kind.
---@param what { key?: string, tag?: string, category?: string, typeclass?: string, family?: boolean, attribute?: string, value?: mud.Value, location?: mud.Object, kind?: "object"|"account"|"channel"|"script" } key: name or alias; category: of the tag, and of the attribute; family: also typeclasses that extend typeclass; value: what the attribute is
---@return mud.Object[]
function mud.find_all(what) end

--- mud.format fills {name} and inline functions in a text as msg does.
---@param text string
---@param values mud.Shown with from as who $You() is
---@param looker? mud.Object who will see it
---@return string
function mud.format(text, values, looker) end

--- mud.guard makes any text one that is shown as it is, as what players type is
--- already. Unlike mud.escape it keeps the length of the text; mud.markup undoes
--- it.
---@param text string
---@return string
function mud.guard(text) end

--- mud.has_typeclass tells whether there is a typeclass of that name.
---@param name string full name, such as "core.room"
---@return boolean
function mud.has_typeclass(name) end

--- mud.hook defines what is done at an event of the server; a file in hooks/
--- returns it.
---@param def mud.HookDef
---@return mud.HookDef
function mud.hook(def) end

--- mud.inputfunc defines what is done with data of a client; a file in
--- inputfuncs/ returns it.
---@param def mud.InputfuncDef
---@return mud.InputfuncDef
function mud.inputfunc(def) end

--- mud.inspect is a value as builders read it: strings in quotes, three levels
--- of tables, forty entries of each.
---@param v any
---@return string
function mud.inspect(v) end

--- mud.kind says what a value is: "object", "account", "channel" or "script" for
--- an entity, "session", "table" also for a stored table, else what type says.
---@param v mud.Value|mud.Session
---@return string
function mud.kind(v) end

--- mud.literal reads a value as builders type it: 12, true, "a text",
--- { 1, 2, name = "x" } and #12 for an entity. Nothing is run.
---@param text string
---@return boolean ok
---@return mud.Value value, or what is wrong with the text
function mud.literal(text) end

--- mud.lockfunc defines a function for lock strings; a file in lockfuncs/
--- returns it.
---@param def mud.LockfuncDef
---@return mud.LockfuncDef
function mud.lockfunc(def) end

--- mud.log writes to the server's log.
---@param text string
---@param level? "info"|"warn"|"error"
function mud.log(text, level) end

--- mud.lua compiles a snippet with me, here, self and cmd, for @lua. The
--- function that it gives returns the value of an expression.
---@param code string
---@param cmd mud.Cmd
---@return (fun(): any)? fn
---@return string? why what is wrong
function mud.lua(code, cmd) end

--- mud.markup takes what a person typed as markup, where that person is trusted
--- with colours.
---@param text string
---@return string
function mud.markup(text) end

--- mud.menu defines a menu; a file in menus/ returns it.
---@param def mud.MenuDef
---@return mud.MenuDef
function mud.menu(def) end

--- mud.plain is a text without its markup.
---@param text string
---@return string
function mud.plain(text) end

--- mud.random draws a whole number from a to b, from 1 to a with one argument,
--- or a fraction from 0 to 1 with none.
---@param a? integer
---@param b? integer
---@return number
function mud.random(a, b) end

--- mud.refuse ends the command because of what the player did: all that it
--- changed and said is undone, and the text goes to who asked, to nobody else.
---@param text string
---@param values? mud.Shown
function mud.refuse(text, values) end

--- mud.refuse_if is mud.refuse when the condition holds, and nothing otherwise.
---@param condition any
---@param text string
---@param values? mud.Shown
function mud.refuse_if(condition, text, values) end

--- mud.settings is a plugin's settings: those of its plugin.toml, overlaid by
--- [plugin.NAME] of mud.toml.
---@param plugin string
---@return mud.Data
function mud.settings(plugin) end

--- mud.show is a value as mud.literal reads it, on one line; a long one is cut.
---@param v mud.Value
---@return string
function mud.show(v) end

--- mud.sleep waits some seconds; the world goes on. What the command did before
--- it stays done, whatever happens after it.
---@param seconds number
function mud.sleep(seconds) end

--- mud.typeclass defines a typeclass; a file in typeclasses/ returns it. Its
--- hooks are functions of it: `function Lamp:at_get(getter) … end`.
---@param def mud.TypeclassDef
---@return mud.Object
function mud.typeclass(def) end

--- mud.typeclasses lists the full names of all typeclasses, sorted.
---@return string[]
function mud.typeclasses() end

---@class mud.accounts
local mud_accounts = {}

--- mud.accounts:all lists all accounts, the oldest first.
---@return mud.Account[]
function mud_accounts:all() end

--- mud.accounts:authenticate checks a name and a password, with throttle and
--- bans. It waits while the password is hashed; a wrong name and a wrong
--- password take as long and say the same.
---@param session mud.Session who asks
---@param name string
---@param password string
---@return mud.Account? account
---@return string? why not, for the player
function mud_accounts:authenticate(session, name, password) end

--- mud.accounts:count is how many accounts there are.
---@return integer
function mud_accounts:count() end

--- mud.accounts:create makes an account, if the rules for names and passwords,
--- the throttle and the bans let it. It waits while the password is hashed.
---@param session mud.Session who asks
---@param name string
---@param password string
---@return mud.Account? account
---@return string? why not, for the player
function mud_accounts:create(session, name, password) end

--- mud.accounts:find finds an account by name, caselessly.
---@param name string
---@return mud.Account?
function mud_accounts:find(name) end

--- mud.accounts:guest makes an account without a password, for one visit, if the
--- rules let guests in and neither name nor address is banned.
---@param session mud.Session who asks
---@param name string
---@return mud.Account? account
---@return string? why not, for the player
function mud_accounts:guest(session, name) end

---@class mud.bans
local mud_bans = {}

--- mud.bans:add keeps a name or an address out from now on.
---@param ban { name?: string, address?: string, who?: string, reason?: string, by?: string } name with * and ?; address with * by part, or 192.0.2.0/24; who is either
---@return boolean? ok
---@return string? what is wrong
function mud_bans:add(ban) end

--- mud.bans:all lists the bans, the oldest first.
---@return { name: string, address: string, reason: string, by: string, since: number }[]
function mud_bans:all() end

--- mud.bans:remove lifts a ban by its number in the list, from 1.
---@param n integer
---@return boolean? ok
---@return string? what is wrong
function mud_bans:remove(n) end

---@class mud.channels
local mud_channels = {}

--- mud.channels:all lists all channels, the oldest first.
---@return mud.Object[]
function mud_channels:all() end

--- mud.channels:find finds a channel by its name or an alias.
---@param name string
---@return mud.Object?
function mud_channels:find(name) end

--- mud.channels:of lists the channels that reach somebody.
---@param who mud.Object
---@return mud.Object[]
function mud_channels:of(who) end

---@class mud.cmdsets
local mud_cmdsets = {}

--- mud.cmdsets.get describes a command set, nil if there is none of that name.
---@param name mud.CmdsetName
---@return { key: string, priority: integer, merge: string, duplicates?: boolean, no_exits?: boolean, no_objs?: boolean, no_channels?: boolean, commands: string[] }?
function mud_cmdsets.get(name) end

---@class mud.create
local mud_create = {}

--- mud.create.channel makes a channel and calls its at_channel_creation. Who is
--- subscribed can type its name or an alias, and a text, to speak on it.
---@param what { key: string, typeclass?: string, aliases?: string[], locks?: string, tags?: (string|string[])[], db?: table<string, mud.Value> } locks: "listen" to subscribe, "send" to speak, "control" to change it
---@return mud.Object
function mud_create.channel(what) end

--- mud.create.object makes a new object and calls its at_object_creation.
---@param what mud.New
---@return mud.Object
function mud_create.object(what) end

--- mud.create.script makes a script object: something without a place that is
--- called again and again. Its hooks are at_script_creation, at_start,
--- at_repeat, is_valid (false ends it), at_pause, at_stop and at_script_delete.
--- Without an interval it is never called, and only holds data and hooks.
---@param what { key: string, typeclass?: string, obj?: mud.Object, interval?: number, start_delay?: boolean|number, repeats?: integer, persistent?: boolean, autostart?: boolean, locks?: string, tags?: (string|string[])[], db?: table<string, mud.Value> } obj: what it is on and goes with; interval: seconds from 0.1; start_delay: false calls it at once, seconds otherwise than the interval; repeats: calls until it stops, 0 for no end; persistent = false: it ends with the server
---@return mud.Object
function mud_create.script(what) end

---@class mud.game
---@field generation integer the same as mud.generation
---@field name string
---@field start_time number when the server started, in seconds since 1970
---@field version string of mud itself
local mud_game = {}

---@class mud.help
local mud_help = {}

--- mud.help.topics lists the help topics of all plugins.
---@return { name: string, category: string, text: string }[]
function mud_help.topics() end

---@class mud.monitor
local mud_monitor = {}

--- mud.monitor.add has a function called after something of an object has
--- changed, once for each step that changed it, with the object, the field, its
--- new value (a table is a copy) and the arguments. The same id again replaces
--- the monitor. It goes on over @reload and restarts, and ends with the object.
---@param obj mud.Object
---@param field string an attribute such as "db.hp", or "key" or "location"
---@param func string "plugin.lib.topic.fn"
---@param opts { id: string, category?: string, [integer]: mud.Value } id, the attribute's category, and the arguments in a list
function mud_monitor.add(obj, field, func, opts) end

--- mud.monitor.all lists the monitors by their ids.
---@return { id: string, obj: mud.Object, field: string, func: string }[]
function mud_monitor.all() end

--- mud.monitor.remove stops a monitor.
---@param id string
---@return boolean whether it was there
function mud_monitor.remove(id) end

---@class mud.plugins
local mud_plugins = {}

--- mud.plugins:all lists all plugins in the scripts folder, in use or not.
---@return { name: string, version: string, description: string, requires: string[], files: integer, used: boolean, listed: boolean, switched: boolean, left_out: string, add: table<string, string[]>, replace: table<string, string[]>, remove: table<string, string[]>, texts: string[], settings: mud.Data }[] listed: mud.toml has it; switched: it was turned on or off in the game; left_out: the mistake for which it was left out at the start, or ""
function mud_plugins:all() end

--- mud.plugins:set turns a plugin on or off as a reload, for this game and over
--- what mud.toml lists, also after a restart. It waits; when anything is wrong
--- all stays as it is.
---@param name string
---@param on? boolean without it the plugin is again as mud.toml says
---@return boolean ok
---@return string report what was loaded, or what is wrong, for people
function mud_plugins:set(name, on) end

---@class mud.rules
---@field auto_create_character boolean a new account gets a character of its name
---@field auto_puppet boolean who logs in plays the last character at once
---@field guests boolean guests are let in
---@field max_characters integer of an account
---@field max_puppets integer at a time, of an account
---@field multisession_mode 0|1|2|3
---@field reply_to_all boolean answers go to all sessions of the account
local mud_rules = {}

---@class mud.server
local mud_server = {}

--- mud.server:claim makes the account the superuser, if the code is the one
--- that the first start printed and nobody has used it.
---@param account mud.Account
---@param code string
---@return boolean
function mud_server:claim(account, code) end

--- mud.server:faults lists the last faults of scripts, the newest last. Those
--- that are the same, since the last reload, are one.
---@return { what: string, who: string, error: string, count: integer, first: number, last: number, generation: integer }[] first and last in seconds since 1970
function mud_server:faults() end

--- mud.server:measure runs a line as the session would have typed it, waits up
--- to its end or its first wait, and tells what that took: seconds in all and in
--- scripts, what the whole server allocated meanwhile, what was written to the
--- store, and how many texts went to how many sessions.
---@param cmd mud.Cmd
---@param line string
---@return { steps: integer, seconds: number, lua: number, objects: integer, bytes: integer, writes: string[], texts: integer, sessions: integer }
function mud_server:measure(cmd, line) end

--- mud.server:places tells where the commands, command sets, typeclasses, menus,
--- hooks, input and lock functions, modules, help topics and texts of a name come
--- from: the key or the alias of a command, or a name in full. changed is when the file was written last, in
--- seconds since 1970, 0 if it is gone; generation, by and asked are of the
--- reload in which the file changed last, also after a restart. by is an
--- account's name, "(watcher)", "(mud reload)", or "" for a start.
---@param name string
---@return { kind: string, name: string, plugin: string, file: string, line: integer, generation: integer, by: string, asked: number, changed: number }[]
function mud_server:places(name) end

--- mud.server:reload takes all scripts from disk: all new code, or on any error
--- all old code. It waits while they are compiled and checked aside.
---@param cmd mud.Cmd
---@return boolean ok
---@return string report what was loaded, or what is wrong, for people
function mud_server:reload(cmd) end

--- mud.server:reset is restart with the hooks of a cold end and start, and with
--- everybody out of character.
---@param cmd mud.Cmd the command that asks
function mud_server:reset(cmd) end

--- mud.server:restart has a new Server take over after this command: a new
--- process, from the program file as it is now. All connections stay, and what
--- players type meanwhile is done by the new one. Everybody is told.
---@param cmd mud.Cmd the command that asks; who typed it is told if the new Server does not come up
function mud_server:restart(cmd) end

--- mud.server:shutdown stops the world after this command; everybody is told
--- the reason and disconnected.
---@param reason? string
function mud_server:shutdown(reason) end

--- mud.server:slow lists the scripts that held the world up for more than 50 ms
--- in one step, the last one last. worst is in seconds.
---@return { what: string, file: string, who: string, count: integer, worst: number, last: number }[]
function mud_server:slow() end

---@class mud.sessions
local mud_sessions = {}

--- mud.sessions:accounts lists the accounts that are online, each once, in the
--- order of their oldest session.
---@return mud.Account[]
function mud_sessions:accounts() end

--- mud.sessions:all lists the sessions that are logged in, or all of them, by
--- number.
---@param unloggedin? boolean also those that have not logged in
---@return mud.Session[]
function mud_sessions:all(unloggedin) end

--- mud.sessions:announce_all says something to every session, logged in or not.
---@param text string
---@param values? mud.Shown
function mud_sessions:announce_all(text, values) end

--- mud.sessions:by_account lists the sessions of an account, by number.
---@param account mud.Account
---@return mud.Session[]
function mud_sessions:by_account(account) end

--- mud.sessions:by_puppet lists the sessions that play an object, by number.
---@param obj mud.Object
---@return mud.Session[]
function mud_sessions:by_puppet(obj) end

--- mud.sessions:count is how many sessions are logged in, or how many there are
--- at all.
---@param unloggedin? boolean also those that have not logged in
---@return integer
function mud_sessions:count(unloggedin) end

--- mud.sessions:disconnect ends one session, as session:disconnect does.
---@param session mud.Session
---@param reason? string shown to the player
function mud_sessions:disconnect(session, reason) end

--- mud.sessions:disconnect_all ends every session, those that have not logged
--- in too.
---@param reason? string shown to the players
function mud_sessions:disconnect_all(reason) end

--- mud.sessions:disconnect_duplicates ends the other sessions of the session's
--- account.
---@param session mud.Session
---@param reason? string shown to the player
---@return integer how many were ended
function mud_sessions:disconnect_duplicates(session, reason) end

--- mud.sessions:flags lists all protocol flags that there are, by name. client:
--- the client tells it; player: session:set_flag may set it.
---@return { name: string, default: boolean|number|string, client: boolean, player: boolean, about: string }[]
function mud_sessions:flags() end

--- mud.sessions:get is the session with that number, nil if it has ended; of a
--- list of numbers the sessions that are there.
---@param sessid integer|integer[]
---@return mud.Session|mud.Session[]|nil
function mud_sessions:get(sessid) end

--- mud.sessions:validate ends the sessions that have been silent for longer than
--- [sessions] idle_timeout, right after this step. The server does so by itself
--- every minute.
---@return integer how many will be ended
function mud_sessions:validate() end

---@class mud.text
local mud_text = {}

--- mud.text.an puts "a" or "an" before a word.
---@param word string
---@return string
function mud_text.an(word) end

--- mud.text.columns lays out texts in as many columns as fit, read downwards;
--- for a screen reader one a line.
---@param items string[]
---@param to integer|mud.Session|mud.Object columns on the screen, or whose screen it is
---@return string
function mud_text.columns(items, to) end

--- mud.text.crop cuts a text that is wider than a width; it then ends with "…".
--- Its colours and links are ended at the cut.
---@param text string
---@param width integer columns
---@return string
function mud_text.crop(text, width) end

--- mud.text.list joins texts as people do: "a, b and c".
---@param items string[]
---@param word? string "and" without it
---@return string
function mud_text.list(items, word) end

--- mud.text.pad fills a text with spaces up to a width.
---@param text string
---@param width integer columns, up to 1000
---@param align? "left"|"right"|"center"
---@return string
function mud_text.pad(text, width, align) end

--- mud.text.plural is a number with a word: "1 coin", "3 coins", "2 wolves".
---@param n number
---@param word string
---@param many? string where the rules of English are not enough
---@return string
function mud_text.plural(n, word, many) end

--- mud.text.suggest lists the names that are like a word, the most alike first.
---@param word string
---@param names string[]
---@param n? integer how many at most; 3 without it
---@return string[]
function mud_text.suggest(word, names, n) end

--- mud.text.table lays out rows in columns as wide as what is in them. With
--- `to` it fits the screen of whoever it is for, and is plain lines for a screen
--- reader.
---@param what { rows: string[][], header?: string[], to?: mud.Session|mud.Object, width?: integer, border?: "none"|"header"|"lines", align?: ("left"|"right"|"center")[] }
---@return string
function mud_text.table(what) end

--- mud.text.width is how many columns a text takes on a screen, without its
--- markup; wide characters count two.
---@param text string
---@return integer
function mud_text.width(text) end

--- mud.text.wrap breaks a text into lines at spaces.
---@param text string
---@param width integer columns
---@return string
function mud_text.wrap(text, width) end

---@class mud.texts
local mud_texts = {}

--- mud.texts.get is what is in texts/<name>.txt of the last plugin that has such
--- a file: text with markup, in which {name} stands for values of msg.
---@param name string
---@return string
function mud_texts.get(name) end

---@class mud.ticker
local mud_ticker = {}

--- mud.ticker.add calls a function every so many seconds. The same id again
--- replaces the ticker. It goes on over @reload and restarts, with what was left
--- of its interval; with persistent = false it ends with the server.
---@param seconds number from 0.1
---@param func string "plugin.lib.topic.fn"
---@param opts { id: string, persistent?: boolean, [integer]: mud.Value } id, and the arguments in a list
function mud_ticker.add(seconds, func, opts) end

--- mud.ticker.all lists the tickers, the next one first.
---@return { id: string, func: string, interval: number, left: number, persistent: boolean }[]
function mud_ticker.all() end

--- mud.ticker.remove stops a ticker.
---@param id string
---@return boolean whether it was there
function mud_ticker.remove(id) end

---@class mud.time
local mud_time = {}

--- mud.time.date formats a moment in UTC with %Y %m %d %H %M %S.
---@param format string
---@param at? number seconds since 1970, now without it
---@return string
function mud_time.date(format, at) end

--- mud.time.format says a number of seconds in words, such as "3m 12s".
---@param seconds number
---@return string
function mud_time.format(seconds) end

--- mud.time.now is the time of the running step in seconds since 1970.
---@return number
function mud_time.now() end

--- mud.time.uptime is how many seconds ago the server started.
---@return number
function mud_time.uptime() end

---@class mud.New
---@field aliases? string[]
---@field db? table<string, mud.Value> attributes, set when its at_object_creation has run
---@field destination? mud.Object where an exit leads
---@field home? mud.Object where it goes when its place is gone
---@field key string its name
---@field location? mud.Object where it is
---@field locks? string such as "get:false();edit:id(3)"
---@field permissions? string[]
---@field tags? (string|string[])[] a key, or { key, category }
---@field typeclass? mud.TypeclassName full name; "core.thing" without it
local new = {}

---@class mud.Cmd
---@field account mud.Account?
---@field arglist string[] argstr cut at white space
---@field args string what stands behind the name, with switches
---@field argstr string the arguments without switches
---@field caller mud.Character who does it: the puppet, else the account, else the session
---@field cmdstring string the name as typed, without a prefix such as "@"
---@field key string the command's own
---@field last_cmd mud.Data? the caller's command before this one, if it has save_for_next: its key, args, arg and so on, and what it put into its cmd
---@field lhs string what stands before "=", or all
---@field lhslist string[] lhs cut at ","
---@field matches? { key: string, name: string, obj: mud.Object? }[] of the system command __multimatch
---@field obj mud.Object? the thing that the command sits on
---@field raw_cmdname string the name as typed
---@field raw_string string the whole line
---@field rhs string? what stands behind "=", nil without it
---@field rhslist string[] rhs cut at ","
---@field session mud.Session? who typed it; nil when no player did
---@field suggestions? string[] of the system command __nomatch: what may have been meant
---@field switches table<string|integer, boolean|string> cmd.switches.all is true after "/all"; the list of all too
---@field cmdset mud.Cmd.cmdset
local cmd = {}

--- cmd:ask shows a question and waits for the next line of the session that
--- typed the command. The world goes on meanwhile.
---@param prompt string
---@param opts? { hide?: boolean, [string]: mud.Value|mud.Session } hide: the answer is a secret and is not shown while it is typed
---@return string answer
function cmd:ask(prompt, opts) end

--- cmd:dialog asks one question after the other and waits for the end. It calls
--- the function as fn(cmd, state, line), first without a line, then with each
--- answer. What fn returns is the next question; when it returns nothing the
--- dialog has ended, and the state is given back.
---
---
--- The state is plain data and objects, and all that is kept between two
--- answers: so a dialog goes on after @reload with the new code, and a refusal
--- asks the same question again.
---@param func string "plugin.lib.topic.fn"
---@param state? mud.Data
---@return mud.Data state
function cmd:dialog(func, state) end

--- cmd:edit opens the line editor and waits for its end. The text that it gives back is guarded, as all that is typed is:
--- mud.markup(text) takes it as markup where the typist is trusted.
---@param text? string to begin with
---@param opts? { title?: string, save?: string, arg?: mud.Value } save: a function "plugin.lib.topic.fn", called as fn(cmd, text, arg) at each save
---@return string? text as it was last saved, nil when it never was
function cmd:edit(text, opts) end

--- cmd:menu opens a menu and waits for its end.
---@param name mud.MenuName full name, such as "haven.stall"
---@param data? mud.Data what its nodes keep, plain data and objects
---@return mud.Data data as the menu leaves it
function cmd:menu(name, data) end

--- cmd:msg answers whoever typed the command: that session, or all of the
--- account where the rules say so; the sessions that opts name instead.
---@param text string
---@param opts? { session?: mud.Session|mud.Session[], raw?: boolean, nocolor?: boolean, screenreader?: boolean, type?: string, prompt?: boolean, [string]: mud.Value|mud.Session }
function cmd:msg(text, opts) end

--- cmd:page shows a long text a page at a time and waits until it was read. A short one, and any text where the player
--- wants no pages or uses a screen reader, is shown at once.
---@param text string
---@param values? table<string, mud.Shown>
function cmd:page(text, values) end

--- cmd:yes_no asks a question until it is answered with yes or no.
---@param question string
---@param default? boolean what an empty answer means
---@param abort? boolean whether "a" or "abort" is an answer too
---@return boolean? answer nil when it was aborted
function cmd:yes_no(question, default, abort) end

---@class mud.Cmd.cmdset
local cmd_cmdset = {}

--- cmd.cmdset:commands lists the commands that the caller may use, by name.
---@return { key: string, aliases: string[], category: string, help: string, name: string, hidden: boolean, usage: string }[]
function cmd_cmdset:commands() end

--- cmd.cmdset:find is the command of that name or alias, nil if there is none.
---@param name string
---@return { key: string, aliases: string[], category: string, help: string, name: string, hidden: boolean, usage: string }?
function cmd_cmdset:find(name) end

--- cmd.cmdset:matches tells whether a line, had the caller typed it, would be a
--- command.
---@param line string
---@return boolean
function cmd_cmdset:matches(line) end

---@class mud.Object
---@field account mud.Account? who plays it
---@field contents mud.Object[] what is in it, exits too
---@field created integer when it was made, in seconds since 1970
---@field db mud.Data its attributes: plain data and objects, kept for ever
---@field dbref string the id as people write it, "#12"
---@field deleted boolean it is gone; then only id, key and this can be read
---@field destination mud.Object? where an exit leads; it can be set
---@field exits mud.Object[] the exits in it
---@field home mud.Object? where it goes when its place is gone; it can be set
---@field id integer it never changes and never comes again
---@field is_connected boolean a session plays it, or has logged in to the account
---@field is_superuser boolean the account, or the account that plays it, passes every lock
---@field key string its name; it can be set
---@field kind "object"|"account" what it is
---@field location mud.Object? where it is; obj:move_to changes it
---@field name string the same as key
---@field ndb mud.Data as db, but kept until the server stops
---@field superuser boolean the same as is_superuser
---@field typeclass string the full name of its typeclass, such as "core.room"
---@field aliases mud.Object.aliases
---@field attributes mud.Object.attributes
---@field cmdset mud.Object.cmdset
---@field locks mud.Object.locks
---@field nicks mud.Object.nicks
---@field permissions mud.Object.permissions
---@field scripts mud.Object.scripts
---@field sessions mud.Object.sessions
---@field tags mud.Object.tags
local obj = {}

--- obj:access asks whether somebody passes a lock of the object.
---@param who mud.Object|mud.Session who asks
---@param kind string the lock's type, such as "edit"
---@param default? boolean the answer where there is no such lock; false without it
---@return boolean
function obj:access(who, kind, default) end

--- obj:delete takes the object out of the world for good. It returns false when
--- its hook at_object_delete forbade it.
---@return boolean
function obj:delete() end

--- obj:execute_cmd runs a line as if the object had typed it, as a command of
--- its own right after this one.
---@param line string
---@param session? mud.Session whose answer it is
function obj:execute_cmd(line, session) end

--- obj:is_typeclass tells whether the object's typeclass is, or extends, another.
---@param name string full name, such as "core.room"
---@return boolean
function obj:is_typeclass(name) end

--- obj:move_to brings the object to another place, with all hooks. It returns
--- false when a hook forbade it, or when it would be inside of itself.
---@param dest mud.Object? where to; nil is nowhere
---@param opts? { quiet?: boolean, kind?: string, hooks?: boolean } quiet: nobody is told; kind: "move", "teleport", …; hooks=false: no hook at all
---@return boolean
function obj:move_to(dest, opts) end

--- obj:msg says something to the sessions of an account, or to those that play
--- an object.
---
---
--- {name} in the text is filled from opts: text is escaped, an object becomes
--- the name by which the hearer knows it, and a function is called with the
--- hearer and returns a text with markup. $You(), $conj(smile), $pron(his) and
--- their like are filled for each hearer; they are about opts.from, or with a
--- key about the object of that name in opts: $you(target).
---
---
--- oob is data for the client beside the text: { ["Room.Info"] = { … } }. A
--- client gets it if it takes such data and has listed the module; latest keeps
--- only the last of that name in a step.
---@param text string|{ text?: string, oob?: table<string, mud.Value> }
---@param opts? { session?: mud.Session|mud.Session[], from?: mud.Object, raw?: boolean, nocolor?: boolean, screenreader?: boolean, type?: string, prompt?: boolean, latest?: boolean, [string]: mud.Value|mud.Session }
function obj:msg(text, opts) end

--- obj:msg_contents says something to everything in the object, as a room does.
---@param text string
---@param opts? { exclude?: mud.Object|mud.Object[], from?: mud.Object, type?: string, [string]: mud.Value|mud.Session }
function obj:msg_contents(text, opts) end

--- obj:search looks for something as the object sees it: "me", "here", "#12",
--- names and aliases, "ball-2", and the object's own nicks. When it finds
--- nothing, or several, it tells the object so and returns nil.
---@param text string
---@param opts? { candidates?: mud.Object[], global?: boolean, exact?: boolean, quiet?: boolean, kind?: "object"|"account" }
---@return mud.Object?
function obj:search(text, opts) end

--- obj:search_all is obj:search for several things of one sort: "3 apples", or
--- "apples" for all of them. When there are none, not so many, or of several
--- sorts, it tells the object so and returns nil.
---@param text string
---@param opts? { candidates?: mud.Object[], global?: boolean, exact?: boolean, quiet?: boolean, kind?: "object"|"account" }
---@return mud.Object[]?
function obj:search_all(text, opts) end

--- obj:set_typeclass changes the object's typeclass. Its attributes stay, unless
--- they are to be wiped; its creation hooks do not run, unless they are asked
--- for. at_init always runs.
---@param name string full name, such as "core.room"
---@param opts? { create?: boolean, wipe?: boolean } create: run at_object_creation and at_object_post_creation (for an account at_account_creation); wipe: remove all attributes first
function obj:set_typeclass(name, opts) end

---@class mud.Object.aliases
local obj_aliases = {}

--- obj.aliases:add gives the object another name. One that it has already gets
--- the category.
---@param alias string
---@param category? string what sort of name it is, such as "plural"; for nobody but scripts
function obj_aliases:add(alias, category) end

--- obj.aliases:all lists the other names.
---@param category? string only those of that category; "" is none
---@return string[]
function obj_aliases:all(category) end

--- obj.aliases:category is the category of one of its names, "" for none.
---@param alias string
---@return string
function obj_aliases:category(alias) end

--- obj.aliases:has tells whether the object has that other name.
---@param alias string
---@return boolean
function obj_aliases:has(alias) end

--- obj.aliases:remove takes a name away.
---@param alias string
---@return boolean whether it was there
function obj_aliases:remove(alias) end

---@class mud.Object.attributes
local obj_attributes = {}

--- obj.attributes:access tells whether somebody passes a lock of an attribute:
--- "attrread", or "attredit" (for one that is not set, the object's "attrcreate").
---@param who mud.Object|mud.Session
---@param key string
---@param kind "attrread"|"attredit"
---@param opts? { category?: string }
---@return boolean
function obj_attributes:access(who, key, kind, opts) end

--- obj.attributes:all lists the attributes of scripts, of one category or all;
--- with who those that they may read.
---@param category? string
---@param opts? { who?: mud.Object|mud.Session }
---@return { key: string, value: mud.Value, category: string, lock: string }[]
function obj_attributes:all(category, opts) end

--- obj.attributes:clear removes all attributes of scripts, of one category or of
--- all.
---@param category? string
function obj_attributes:clear(category) end

--- obj.attributes:get reads an attribute, or its default. With who it is only
--- read if the attribute's lock "attrread" lets them.
---@param key string
---@param opts? { category?: string, default?: mud.Value, who?: mud.Object|mud.Session }
---@return mud.Value
function obj_attributes:get(key, opts) end

--- obj.attributes:has tells whether an attribute is set.
---@param key string
---@param opts? { category?: string }
---@return boolean
function obj_attributes:has(key, opts) end

--- obj.attributes:lock gives a lock string to an attribute that is set, such as
--- "attrread:all();attredit:perm(Admin)"; "" takes it away.
---@param key string
---@param locks string
---@param opts? { category?: string }
---@return boolean? ok
---@return string? what is wrong, with its place
function obj_attributes:lock(key, locks, opts) end

--- obj.attributes:remove removes an attribute, with who if its lock "attredit"
--- lets them.
---@param key string
---@param opts? { category?: string, who?: mud.Object|mud.Session }
---@return boolean whether it is removed
function obj_attributes:remove(key, opts) end

--- obj.attributes:set stores an attribute; nil removes it. With who nothing is
--- done unless the attribute's lock "attredit" lets them, or for a new one the
--- object's lock "attrcreate".
---@param key string
---@param v mud.Value plain data or objects
---@param opts? { category?: string, lock?: string, who?: mud.Object|mud.Session }
---@return boolean whether it was done
function obj_attributes:set(key, v, opts) end

---@class mud.Object.cmdset
local obj_cmdset = {}

--- obj.cmdset:add puts a command set on top of the stack of an object, an
--- account or a session.
---@param name mud.CmdsetName full name, such as "haven.inn"
---@param opts? { persistent?: boolean, default?: boolean } persistent: it is kept over a restart; default: it is the bottom of the stack, see add_default
function obj_cmdset:add(name, opts) end

--- obj.cmdset:add_default makes a command set the bottom of the stack, in place
--- of what the typeclass or the game gives.
---@param name mud.CmdsetName full name, such as "haven.inn"
---@param opts? { persistent?: boolean } persistent: it is kept over a restart; true without it
function obj_cmdset:add_default(name, opts) end

--- obj.cmdset:all lists the stack by full names, the default sets first.
---@return string[]
function obj_cmdset:all() end

--- obj.cmdset:clear takes every added set off; the default set stays.
function obj_cmdset:clear() end

--- obj.cmdset:current is what the stack alone comes to, without those of others
--- that a caller has as well.
---@return { key: string, priority: integer, merge: string, no_exits?: boolean, no_objs?: boolean, no_channels?: boolean, commands: string[] }
function obj_cmdset:current() end

--- obj.cmdset:has tells whether a command set is in the stack, by its full name
--- or its key.
---@param name string
---@param default? boolean true: only the default sets are looked at
---@return boolean
function obj_cmdset:has(name, default) end

--- obj.cmdset:remove takes a command set off the stack, by its full name or its
--- key; the last added one without a name. It is no error if it is not there.
--- The default set stays.
---@param name? string
---@return boolean whether it was there
function obj_cmdset:remove(name) end

--- obj.cmdset:remove_default takes the bottom of the stack away: only what was
--- added is left. It is kept over a restart.
function obj_cmdset:remove_default() end

--- obj.cmdset:reset makes the stack what it is after a restart: sets that are
--- not persistent go, and a default that was set but not as persistent as well.
--- For a session the default stays.
function obj_cmdset:reset() end

---@class mud.Object.locks
local obj_locks = {}

--- obj.locks:add adds locks, or replaces those of the same type.
---@param locks string such as "get:false();edit:id(3)"
---@return boolean? ok
---@return string? what is wrong, with its place
function obj_locks:add(locks) end

--- obj.locks:all is all locks of the object as text.
---@return string
function obj_locks:all() end

--- obj.locks:check_lockstring asks whether somebody passes a lock string that
--- the object does not have, such as "perm(Builder)".
---@param who mud.Object|mud.Session who asks
---@param text string lock functions, without a type before them
---@return boolean
function obj_locks:check_lockstring(who, text) end

--- obj.locks:get is the lock of a type as text, nil if the object has none of
--- its own.
---@param kind string
---@return string?
function obj_locks:get(kind) end

--- obj.locks:inherited is all locks of the object's typeclass as text: they count
--- where the object has none of its own.
---@return string
function obj_locks:inherited() end

--- obj.locks:remove takes the lock of a type away.
---@param kind string
---@return boolean whether it was there
function obj_locks:remove(kind) end

---@class mud.Object.nicks
local obj_nicks = {}

--- obj.nicks:add sets a personal text replacement.
---@param pattern string what is typed; $1 to $9 stand for words, * for anything
---@param replacement string what it becomes
---@param category? string "inputline" (the default), "object" or "account"
---@return boolean? ok
---@return string? why not, for the player
function obj_nicks:add(pattern, replacement, category) end

--- obj.nicks:all lists the replacements, of one category or all.
---@param category? string
---@return { pattern: string, replacement: string, category: string }[]
function obj_nicks:all(category) end

--- obj.nicks:remove removes a replacement.
---@param pattern string
---@param category? string
---@return boolean whether it was there
function obj_nicks:remove(pattern, category) end

---@class mud.Object.permissions
local obj_permissions = {}

--- obj.permissions:add gives a permission.
---@param perm string a rank such as "Builder", or any other word
function obj_permissions:add(perm) end

--- obj.permissions:all lists the permissions.
---@return string[]
function obj_permissions:all() end

--- obj.permissions:has tells whether the object itself has exactly this
--- permission; for ranks ask obj:access or use a lock.
---@param perm string
---@return boolean
function obj_permissions:has(perm) end

--- obj.permissions:remove takes a permission away.
---@param perm string
---@return boolean whether it was there
function obj_permissions:remove(perm) end

---@class mud.Object.scripts
local obj_scripts = {}

--- obj.scripts:all lists the script objects on an object.
---@return mud.Object[]
function obj_scripts:all() end

--- obj.scripts:get is the first script object of that key on an object, nil if
--- there is none.
---@param key string
---@return mud.Object?
function obj_scripts:get(key) end

---@class mud.Object.sessions
local obj_sessions = {}

--- obj.sessions:all lists the sessions of the account, or those that play the
--- object.
---@return mud.Session[]
function obj_sessions:all() end

--- obj.sessions:count is how many there are.
---@return integer
function obj_sessions:count() end

--- obj.sessions:get is the session with that number, or the list of all.
---@param sessid? integer
---@return mud.Session|mud.Session[]|nil
function obj_sessions:get(sessid) end

---@class mud.Object.tags
local obj_tags = {}

--- obj.tags:add labels the object. What belongs to a label that is there already
--- is changed.
---@param key string
---@param category? string
---@param data? string what else is known about it
function obj_tags:add(key, category, data) end

--- obj.tags:all lists the labels, of one category or with all of them.
---@param category? string
---@return string[]
function obj_tags:all(category) end

--- obj.tags:clear takes all labels away, of one category or of all.
---@param category? string
function obj_tags:clear(category) end

--- obj.tags:entries lists the labels with their categories and data.
---@param category? string
---@return { key: string, category: string, data: string }[]
function obj_tags:entries(category) end

--- obj.tags:get is what is known about a label: its data, "" for none; nil when
--- the object does not have the label.
---@param key string
---@param category? string
---@return string?
function obj_tags:get(key, category) end

--- obj.tags:has tells whether the object has the label.
---@param key string
---@param category? string
---@return boolean
function obj_tags:has(key, category) end

--- obj.tags:remove takes a label away.
---@param key string
---@param category? string
---@return boolean whether it was there
function obj_tags:remove(key, category) end

---@class mud.Account : mud.Object
---@field characters mud.Character[] those that the account may play
---@field last_puppet mud.Character? whom it played last; it can be set
---@field quelled boolean it acts without its own permissions; it can be set
---@field saved_flags table<string, boolean|number|string> protocol flags that it saved; it can be set
local account = {}

--- account:add_character makes an object one of the account's characters, and
--- calls the account's at_post_add_character.
---@param obj mud.Object
function account:add_character(obj) end

--- account:check_password tells whether a password is the account's. It waits
--- while the password is hashed.
---@param password string
---@return boolean
function account:check_password(password) end

--- account:puppet lets one of its sessions play an object. Refusals change
--- nothing.
---@param session mud.Session
---@param obj mud.Object
---@return boolean ok
---@return string? why not, for the player
function account:puppet(session, obj) end

--- account:remove_character takes an object from the account's characters, and
--- calls the account's at_post_remove_character.
---@param obj mud.Object
---@return boolean whether it was one
function account:remove_character(obj) end

--- account:set_password changes the password, if the rules let it. It waits
--- while the password is hashed, and calls the hook at_password_change.
---@param password string
---@return boolean? ok
---@return string? why not, for the player
function account:set_password(password) end

--- account:unpuppet takes one of its sessions out of character.
---@param session mud.Session
function account:unpuppet(session) end

---@class mud.Channel : mud.Object
---@field subscribers mud.Object[] who listens
local channel = {}

--- channel:is_muted tells whether somebody does not hear the channel just now.
---@param who mud.Object
---@return boolean
function channel:is_muted(who) end

--- channel:is_subscribed tells whether the channel reaches somebody.
---@param who mud.Object
---@return boolean
function channel:is_subscribed(who) end

--- channel:mute has somebody who is subscribed not hear the channel.
---@param who mud.Object
---@return boolean whether that is a change
function channel:mute(who) end

--- channel:subscribe has the channel reach an account or an object.
---@param who mud.Object
---@return boolean whether that is a change
function channel:subscribe(who) end

--- channel:unmute has somebody hear the channel again.
---@param who mud.Object
---@return boolean whether that is a change
function channel:unmute(who) end

--- channel:unsubscribe has the channel not reach somebody any more.
---@param who mud.Object
---@return boolean whether that is a change
function channel:unsubscribe(who) end

---@class mud.Script : mud.Object
---@field done integer how many beats there were
---@field interval number seconds between two beats; 0 for none
---@field is_active boolean its clock runs
---@field obj mud.Object? what it is on
---@field paused boolean its clock stands still
---@field persistent boolean it goes on after a restart
---@field repeats integer how many beats there are; 0 for no end
---@field time_left number? seconds until the next beat; nil when its clock does not run
local script = {}

--- script:pause stops the calls and keeps what is left of the interval;
--- at_pause is called.
function script:pause() end

--- script:set_beat changes when a script object is called, from its next start
--- on. What is left out stays as it is.
---@param beat { interval?: number, repeats?: integer, persistent?: boolean }
function script:set_beat(beat) end

--- script:start starts a script object from the beginning; at_start is called.
---@param delay? number seconds to the first call, the interval without it
function script:start(delay) end

--- script:stop ends the calls of a script object; at_stop is called.
function script:stop() end

--- script:unpause goes on where script:pause stopped.
function script:unpause() end

---@class mud.Session
---@field account mud.Account? who has logged in
---@field address string where it comes from
---@field chosen_flags table<string, boolean|number|string> the flags that the player chose
---@field cmd_last number when a line came last
---@field cmd_last_visible number when a line came last that was not a client's own
---@field cmd_total integer how many lines came
---@field cmdset mud.Object.cmdset its own stack of command sets
---@field conn_time number when it connected, in seconds since 1970
---@field db mud.Data the same as ndb
---@field gone boolean it is over
---@field height integer lines of its screen
---@field id integer the same as sessid
---@field key string a name for logs and lists
---@field kind "session"
---@field logged_in boolean
---@field ndb mud.Data what it remembers until it ends
---@field protocol string "telnet", "websocket" …
---@field protocol_flags table<string, boolean|number|string|table<integer, integer>> what its client can do; sizes are by window
---@field puppet mud.Character? whom it plays
---@field screenreader boolean the player uses a screen reader
---@field sessid integer its number, which never comes again
---@field width integer columns of its screen
local session = {}

--- session:dialog begins a dialog right after the running step, without waiting
--- for its end: for hooks. Inside of a command use cmd:dialog.
---@param func string "plugin.lib.topic.fn"
---@param state? mud.Data
function session:dialog(func, state) end

--- session:disconnect ends the session; its connection is closed after what was
--- said to it is written.
---@param reason? string shown to the player
function session:disconnect(reason) end

--- session:execute_cmd runs a line as if it had been typed there, right after
--- this command.
---@param line string
function session:execute_cmd(line) end

--- session:log writes a line about the session to the server's log.
---@param text string
function session:log(text) end

--- session:login joins the session to an account, with all hooks of a login. It
--- asks for no password: use mud.accounts:authenticate for that.
---@param account mud.Account
function session:login(account) end

--- session:menu opens a menu right after the running step, without waiting for
--- its end: for hooks. Inside of a command use cmd:menu.
---@param name string full name, such as "haven.stall"
---@param data? mud.Data
function session:menu(name, data) end

--- session:msg says something to one session, as obj:msg does.
---@param text string|{ text?: string, oob?: table<string, mud.Value> }
---@param opts? { from?: mud.Object, raw?: boolean, nocolor?: boolean, screenreader?: boolean, type?: string, prompt?: boolean, latest?: boolean, [string]: mud.Value|mud.Session }
function session:msg(text, opts) end

--- session:set_flag sets a protocol flag for the player, such as SCREENREADER.
--- Which there are, and which of them may be set, is in docs/sessions.md.
---@param name string
---@param v boolean|string|number
---@return boolean? ok
---@return string? why not, for the player
function session:set_flag(name, v) end

--- session:supports tells whether the client wants out-of-band data of a
--- module, such as "Room" or "Char.Vitals": it has listed it, or a parent of it.
---@param module string
---@return boolean
function session:supports(module) end

--- session:unpuppet takes the session out of character.
function session:unpuppet() end

---@class mud.CommandDef
---@field aliases? string[] other words for it
---@field arg_regex? string what may follow the name, such as "\\s|$"
---@field at_post? fun(cmd: mud.Cmd) what is done when it has ended well
---@field at_pre? fun(cmd: mud.Cmd): boolean? true ends the command before it begins
---@field auto_help? boolean false: help does not list it
---@field category? string where help lists it; "general" without it
---@field help? string what help shows
---@field key string the word that players type
---@field locks? string who has it at all, such as "cmd:perm(Builder)"
---@field parse? fun(cmd: mud.Cmd): mud.Args? what it returns is run's second argument
---@field run fun(cmd: mud.Cmd, arg: mud.Args) what it does; arg is what syntax or parse found
---@field save_for_next? boolean true: the caller's next command finds it in cmd.last_cmd
---@field switches? string[] what may follow "/"
---@field syntax? string its arguments, such as "<who:character> = <text:rest>"
local command = {}

---@class mud.CmdsetDef
---@field commands? (string|mud.CommandName)[] by their names below commands/, such as "social.say", or in full
---@field disable? string[] keys of commands that are taken out
---@field duplicates? boolean commands of the same key are both kept
---@field key string the file's name
---@field key_merges? table<string, "union"|"intersect"|"replace"|"remove"> other ways to merge, by the key of the other set
---@field merge? "union"|"intersect"|"replace"|"remove" with those below it; "union" without it
---@field no_channels? boolean commands of channels are left out
---@field no_exits? boolean the names of exits are no commands
---@field no_objs? boolean commands of things around are left out
---@field priority? integer the higher one is merged later and wins; 0 without it
local cmdset = {}

---@class mud.TypeclassDef
---@field [string] fun(self: mud.Object, ...): mud.Value a hook, or a function of its own
---@field cmdsets? (string|mud.CmdsetName)[] what its objects offer, below their own stack
---@field db? table<string, mud.Value> what attributes are before they are set
---@field extends? mud.Object the typeclass that it is made of, from require
---@field key string the file's name
---@field locks? string where an object has none of its own
local typeclass = {}

---@class mud.HookDef
---@field run fun()
local hook = {}

---@class mud.InputfuncDef
---@field run fun(session: mud.Session, data: mud.Data, name: string) data is what the client sent under the name
local inputfunc = {}

---@class mud.LockfuncDef
---@field run fun(who: mud.Object, obj: mud.Object, ...: string): boolean? whether the lock is passed; … are its arguments
local lockfunc = {}

---@class mud.MenuDef
---@field at_close? fun(cmd: mud.Cmd, data: mud.Data) when it has ended
---@field auto_help? boolean false: "help" is no option of each node
---@field auto_look? boolean false: "look" is no option of each node
---@field auto_quit? boolean false: "quit" is no option of each node
---@field format? fun(text: string, options: mud.MenuOption[]): string how a node is shown
---@field key string the file's name
---@field merge? "replace"|"union" "union": a line that the menu does not know may be a command
---@field nodes table<string, mud.MenuNode> by name
---@field prompt? string what stands before the cursor
---@field start? string the first node; "start" without it
local menu = {}

---@class mud.MenuNode
---@field default? mud.MenuOption what a line that is no option does
---@field help? string|fun(cmd: mud.Cmd, data: mud.Data): string
---@field options? mud.MenuOption[]|fun(cmd: mud.Cmd, data: mud.Data): mud.MenuOption[]
---@field text string|fun(cmd: mud.Cmd, data: mud.Data): string
local node = {}

---@class mud.MenuOption
---@field desc? string
---@field key? string|string[] what is typed; its number without it
---@field run? fun(cmd: mud.Cmd, data: mud.Data, line: string) done first
---@field to? string|boolean|fun(cmd: mud.Cmd, data: mud.Data, line: string): string|boolean|nil the next node; false ends the menu, nil stays
local option = {}

return mud
