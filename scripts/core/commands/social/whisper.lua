local mud = require("mud")

return mud.command {
  key = "whisper",
  category = "social",
  syntax = "<who:character> = <text:rest>",
  help = [[Say something that only one in the room hears.

  whisper ann = meet me at the well]],
  run = function(cmd, arg)
    local who = cmd.caller
    if arg.who == who then mud.refuse("You murmur to yourself.") end
    mud.refuse_if(not arg.who:access(cmd.session or who, "tell", true), "{to} does not listen.", { to = arg.who })
    local text = who:at_pre_say(arg.text, "whisper")
    if not text then return end
    who:msg('You whisper to {to}, "{text}"', { to = arg.who, text = text, type = "whisper" })
    arg.who:msg('{who} whispers to you, "{text}"', { who = who, text = text, from = who, type = "whisper" })
    who:at_say(text, "whisper")
  end,
}
