local mud = require("mud")
local items = require("core.lib.items")

return mud.command {
  key = "call",
  category = "haven",
  help = "Call something down the well: call <words>",
  run = function(cmd)
    local words = cmd.argstr
    mud.refuse_if(words == "", "Call what? Usage: call <words>")
    local room = cmd.caller.location
    items.tell(cmd.caller, 'You lean over the well and call, "{words}"', '{who} leans over the well and calls, "{words}"', { words = words })
    mud.sleep(2)
    local last = words:match("(%S+)%s*$") or words
    if room then room:msg_contents("From far below the well answers: … {last} … {last} …", { last = last }) end
  end,
}
