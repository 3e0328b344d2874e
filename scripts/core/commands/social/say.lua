local mud = require("mud")

return mud.command {
  key = "say",
  aliases = { '"', "'" },
  category = "social",
  help = [[Say something to everybody in the room.

  say hello
  "hello]],
  run = function(cmd)
    local who = cmd.caller
    local text = who:at_pre_say(cmd.argstr)
    if not text then return end
    mud.refuse_if(text == "", "Say what?")
    who:msg('You say, "{text}"', { text = text, type = "say" })
    if who.location then
      who.location:msg_contents('{who} says, "{text}"', { exclude = who, from = who, who = who, text = text, type = "say" })
    end
    who:at_say(text)
  end,
}
