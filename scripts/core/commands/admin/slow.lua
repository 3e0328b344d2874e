local mud = require("mud")

return mud.command {
  key = "@slow",
  category = "admin",
  locks = "cmd:perm(Builder)",
  help = "See which scripts held the world up for more than 50 ms in one step, the last one last. @time measures a command.",
  run = function(cmd)
    local all = mud.server:slow()
    if #all == 0 then return cmd:msg("No script was slow since the start.") end
    for _, s in ipairs(all) do
      cmd:msg("|w{what}|n {file}: {count}, at worst {worst} ms, last {ago} ago{who}", {
        what = s.what, file = s.file, count = mud.text.plural(s.count, "time"), worst = math.ceil(s.worst * 1000),
        ago = mud.time.format(mud.time.now() - s.last), who = s.who ~= "" and " by " .. s.who or "",
      })
    end
  end,
}
