local mud = require("mud")

--- Who brought the file as it is.
local function brought(p)
  local how = p.by ~= "" and "brought by " .. p.by or "as it was at the start, or as it was saved"
  return ("generation %d, %s; written %s"):format(p.generation, how,
    p.changed > 0 and mud.time.date("%Y-%m-%d %H:%M:%S UTC", p.changed) or "never: the file is gone")
end

return mud.command {
  key = "@script",
  category = "admin",
  locks = "cmd:perm(Builder)",
  syntax = "<name:rest>",
  help = [[See which file a command, a command set or a typeclass comes from, and which reload brought it.

  @script look
  @script haven.inn
  @script core.general.look]],
  run = function(cmd, arg)
    local all = mud.server:places(arg.name)
    mud.refuse_if(#all == 0, "No command, command set or typeclass is called {name}.", { name = arg.name })
    for _, p in ipairs(all) do
      cmd:msg("|w{kind} {name}|n of {plugin}\n  {file}:{line}\n  {how}", { kind = p.kind, name = p.name, plugin = p.plugin, file = p.file, line = p.line, how = brought(p) })
    end
  end,
}
