local mud = require("mud")
local oob = require("core.lib.oob")

return mud.command {
  key = "say",
  aliases = { '"', "'" },
  category = "social",
  help = [[Say something to everybody in the room.

  say hello
  "hello]],
  run = function(cmd)
    local who = cmd.caller
    local text = who:at_pre_say(cmd.argstr, "say")
    if not text then return end
    mud.refuse_if(text == "", "Say what?")
    local heard = oob.heard("say", who, text)
    who:msg({ text = 'You say, "{text}"', oob = heard }, { text = text, type = "say" })
    if who.location then
      who.location:msg_contents({ text = '{who} says, "{text}"', oob = heard }, { exclude = who, from = who, who = who, text = text, type = "say" })
    end
    who:at_say(text, "say")
  end,
}
