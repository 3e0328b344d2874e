local mud = require("mud")
return mud.command {
  key = "@time",
  aliases = { "@uptime" },
  category = "general",
  help = "See how long the server has been up.",
  run = function(cmd)
    cmd:msg("The server has been up for {up}. It is {now} UTC.", {
      up = mud.time.format(mud.time.uptime()), now = mud.time.date("%Y-%m-%d %H:%M"),
    })
  end,
}
