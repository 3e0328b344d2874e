local mud = require("mud")

local function date(at) return mud.time.date("%Y-%m-%d %H:%M:%S UTC", at) end

--- How the system's own askers are told.
local askers = {
  [""] = "at a start of the server",
  ["(watcher)"] = "as the file was saved",
  ["(mud reload)"] = "from the shell, by mud reload,",
}

--- The reload in which the file changed last, and when it was written.
local function brought(p)
  return ("generation %d, loaded %s on %s; %s"):format(p.generation, askers[p.by] or "by " .. p.by, date(p.asked),
    p.changed > 0 and "written " .. date(p.changed) or "the file is gone")
end

return mud.command {
  key = "@script",
  category = "admin",
  locks = "cmd:perm(Builder)",
  syntax = "<name:rest>",
  help = [[See which file a command, a command set, a typeclass or anything else of the scripts comes from, in which reload
it changed last, and who asked for that.

  @script look
  @script haven.inn
  @script core.general.look
  @script core/lib/items.lua]],
  run = function(cmd, arg)
    local all = mud.server:places(arg.name)
    mud.refuse_if(#all == 0, "Nothing in the scripts is called {name}.", { name = arg.name })
    for _, p in ipairs(all) do
      cmd:msg("|w{kind} {name}|n of {plugin}\n  {file}:{line}\n  {how}", { kind = p.kind, name = p.name, plugin = p.plugin, file = p.file, line = p.line, how = brought(p) })
    end
  end,
}
