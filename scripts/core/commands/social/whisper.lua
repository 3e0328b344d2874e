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
    who:msg('You whisper to {to}, "{text}"', { to = arg.who, text = arg.text, type = "whisper" })
    arg.who:msg('{who} whispers to you, "{text}"', { who = who, text = arg.text, from = who, type = "whisper" })
  end,
}
