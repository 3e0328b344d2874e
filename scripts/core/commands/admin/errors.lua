local mud = require("mud")

return mud.command {
  key = "@errors",
  category = "admin",
  locks = "cmd:perm(Builder)",
  help = "See the last mistakes that scripts made, the newest last.",
  run = function(cmd)
    local all = mud.server:faults()
    if #all == 0 then return cmd:msg("No script has made a mistake since the start.") end
    for _, f in ipairs(all) do
      cmd:msg("|w{what}|n ({who})\n{error}", { what = f.what, who = f.who, error = f.error })
    end
  end,
}
