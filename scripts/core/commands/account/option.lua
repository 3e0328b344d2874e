local mud = require("mud")
local options = require("core.lib.options")

--- What a player types as a value, as the flag wants it.
local words = { on = true, ["true"] = true, yes = true, off = false, ["false"] = false, no = false }

return mud.command {
  key = "option",
  aliases = { "options" },
  category = "account",
  switches = { "save", "clear" },
  help = [[See or set how the game talks to your client.

  option                      lists all options
  option <name> = <value>     such as: option screenreader = on; the = may be left out
  option/save                 keeps what you have set for later logins
  option/clear                forgets what was kept]],
  run = function(cmd)
    local session = cmd.session
    mud.refuse_if(not session, "Only a session has options.")
    if cmd.switches.clear then
      cmd.account.saved_flags = nil
      return cmd:msg("Your saved options are forgotten.")
    end
    local name, text = cmd.lhs, cmd.rhs
    if not text and #cmd.arglist == 2 then name, text = unpack(cmd.arglist) end
    if text then
      local value = words[text:lower()]
      if value == nil then value = tonumber(text) or text end
      local ok, why = session:set_flag(name, value)
      mud.refuse_if(not ok, why)
      cmd:msg("The option {name} is now {value}.", { name = name:upper(), value = tostring(value) })
    end
    if cmd.switches.save then
      cmd.account.saved_flags = session.chosen_flags
      return cmd:msg("Your options are kept for later logins.")
    end
    if text then return end
    local rows = {}
    for name, value in pairs(options.all(session)) do
      table.insert(rows, { name, mud.escape(tostring(value)) })
    end
    table.sort(rows, function(a, b) return a[1] < b[1] end)
    cmd:msg(mud.text.table { to = cmd.session, header = { "Option", "Value" }, rows = rows })
  end,
}
