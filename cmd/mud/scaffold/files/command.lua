local mud = require("mud")

return mud.command {
  key = "{{.Key}}",
  category = "{{.Area}}",
  syntax = "[<how:rest>]",
  help = [[Say here what {{.Key}} does.

  {{.Key}}
  {{.Key}} <how>]],
  run = function(cmd, arg)
    local who, how = cmd.caller, arg.how or "as one does"
    mud.refuse_if(not who.location, "Not here.")
    cmd:msg("You {{.Key}}, {how}.", { how = how })
    who.location:msg_contents("{who} does {{.Key}}, {how}.", { exclude = who, who = who, how = how })
  end,
}
