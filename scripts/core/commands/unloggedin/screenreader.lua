local mud = require("mud")
return mud.command {
  key = "screenreader",
  category = "login",
  help = "Turn on, or off again, texts that suit a screen reader: no drawings, no colours.",
  run = function(cmd)
    local on = not cmd.session.screenreader
    cmd.session:set_flag("SCREENREADER", on)
    cmd:msg(on and "Texts now suit a screen reader." or "Texts are drawn and coloured again.")
  end,
}
