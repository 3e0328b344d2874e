local mud = require("mud")

return mud.command {
  key = "pose",
  aliases = { ":", "emote" },
  category = "social",
  help = [[Do something that others see.

  pose smiles.      shows "Ann smiles."
  :smiles.          is the same
  :'s hat falls.    shows "Ann's hat falls."]],
  run = function(cmd)
    local who, text = cmd.caller, cmd.argstr
    mud.refuse_if(text == "", "What do you do? Usage: pose <what you do>")
    local space = text:find("^[',:]") and "" or " "
    local place = who.location or who
    place:msg_contents("{who}" .. space .. "{text}", { from = who, who = who, text = text, type = "pose" })
    if place == who then who:msg("{who}" .. space .. "{text}", { who = who, text = text }) end
  end,
}
