local mud = require("mud")

local news = {
  "They say that the well by the square answers, if you call into it. It never says anything new, though.",
  "The bell has been rung at night again. Nobody admits to it. The cat was seen near it.",
  "More fog coming. My knee is never wrong.",
}

--- A word with the innkeeper. `data.told` is how much of the news was told.
return mud.menu {
  key = "innkeeper",
  start = "greet",
  prompt = "You say: ",
  at_close = function(cmd) cmd:msg("The innkeeper turns back to the mugs.") end,
  nodes = {
    greet = {
      text = "The innkeeper dries a mug and looks at you. 'What will it be?'",
      help = "Choose by number or by word. 'quit' leaves the innkeeper alone.",
      options = {
        { key = { "1", "food" }, desc = "'What is there to eat?'", to = "food" },
        { key = { "2", "news" }, desc = "'Any news?'", to = "news" },
        { key = { "3", "bed" }, desc = "'Have you a bed for me?'", to = "bed" },
        { key = { "4", "nothing" }, desc = "'Nothing, thank you.'", to = false },
      },
    },
    food = {
      text = "'It is on the slate. You |worder|n it, and I bring it.'",
      options = { { key = { "1", "back" }, desc = "'I see.'", to = "greet" } },
    },
    news = {
      text = function(_, data) return "'" .. news[data.told] .. "'" end,
      options = function(_, data)
        local out = { { key = "back", desc = "'Good to know.'", to = "greet" } }
        if data.told < #news then table.insert(out, 1, { key = { "more", "m" }, desc = "'And what else?'", to = "next" }) end
        return out
      end,
    },
    next = {
      text = "The innkeeper leans over.",
      options = { { key = { "listen", "l" }, desc = "You listen.", to = "news", run = function(_, data) data.told = data.told + 1 end } },
    },
    bed = {
      text = "'Upstairs, the one by the window. It is yours for as long as you like.'",
      options = {
        { key = { "1", "thanks" }, desc = "'Thank you, I shall.'", to = false, run = function(cmd)
          mud.refuse_if(cmd.caller.home == cmd.caller.location, "'You have a bed here already. Go and sleep in it.'")
          cmd.caller.home = cmd.caller.location
          cmd:msg("You have a bed here now: |whome|n brings you to it.")
        end },
        { key = { "2", "no" }, desc = "'I have one elsewhere.'", to = "greet" },
      },
    },
  },
}
