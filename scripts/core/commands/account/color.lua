local mud = require("mud")
return mud.command {
  key = "color",
  aliases = { "colour" },
  category = "account",
  help = "See the colours that your client shows.",
  run = function(cmd)
    local line = {}
    for c in ("rgybmcwxRGYBMCWX"):gmatch(".") do
      table.insert(line, "|" .. c .. "||" .. c .. "|n")
    end
    cmd:msg(table.concat(line, "  "))
  end,
}
