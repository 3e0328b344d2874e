local mud = require("mud")

return mud.command {
  key = "toast",
  category = "haven",
  help = "Raise your mug to somebody or something: toast <whom or what>",
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "To whom? Usage: toast <whom or what>")
    cmd.caller.location:msg_contents("{who} raises a hand. \"To {what}!\"", { who = cmd.caller, what = cmd.argstr })
  end,
}
