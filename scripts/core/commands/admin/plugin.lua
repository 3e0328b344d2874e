local mud = require("mud")
local plugins = require("core.lib.plugins")

return mud.command {
  key = "@plugin",
  aliases = { "@plugins" },
  category = "admin",
  locks = "cmd:perm(Developer)",
  switches = { "on", "off", "reset" },
  help = [[See the plugins, and turn them on and off while people play.

@plugin lists those in the scripts folder, @plugin NAME shows one, @plugin/on NAME and @plugin/off NAME turn it on and
off as a reload does. That goes over the list in mud.toml, also after a restart; @plugin/reset NAME follows mud.toml again.]],
  run = function(cmd)
    local name = cmd.argstr:trim()
    if #cmd.switches > 0 then
      mud.refuse_if(name == "", "Which plugin?")
      if cmd.switches.on then return plugins.switch(cmd, name, true) end
      if cmd.switches.off then return plugins.switch(cmd, name, false) end
      return plugins.switch(cmd, name, nil)
    end
    if name ~= "" then return cmd:msg(mud.escape(plugins.describe(plugins.find(name)))) end
    for _, p in ipairs(mud.plugins:all()) do
      cmd:msg("|w{name}|n {version} ({state}): {what}",
        { name = p.name, version = p.version, state = plugins.state(p), what = p.description })
    end
  end,
}
