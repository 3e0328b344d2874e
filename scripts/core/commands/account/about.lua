local mud = require("mud")

return mud.command {
  key = "@about",
  aliases = { "@version" },
  category = "general",
  help = "See what this game runs on.",
  run = function(cmd)
    cmd:msg("{game} runs on mud {version}, with generation {n} of its scripts.",
      { game = mud.game.name, version = mud.game.version, n = mud.generation })
  end,
}
