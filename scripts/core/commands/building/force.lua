local mud = require("mud")

return mud.command {
  key = "@force",
  category = "building",
  locks = "cmd:perm(Builder)",
  syntax = "<who:object> = <line:rest>",
  help = [[Have something or somebody do what you type, as if they had typed it. You need to be allowed to edit them.

  @force <who> = <command>]],
  run = function(cmd, arg)
    mud.refuse_if(not arg.who:access(cmd.caller, "edit"), "You may not have {who} do things.", { who = arg.who })
    arg.who:execute_cmd(arg.line)
    cmd:msg("You have {who} do: {line}", { who = arg.who, line = arg.line })
  end,
}
