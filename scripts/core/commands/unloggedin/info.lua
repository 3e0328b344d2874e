local mud = require("mud")
return mud.command {
  key = "info",
  category = "login",
  help = "Tell about the game in a form that programs can read.",
  run = function(cmd)
    cmd:msg("## BEGIN INFO 1.1\nName: {name}\nUptime: {up}\nConnected: {n}\nVersion: mud {version}\n## END INFO", {
      name = mud.game.name, up = mud.time.format(mud.time.uptime()), n = mud.sessions:count(), version = mud.game.version,
    })
  end,
}
