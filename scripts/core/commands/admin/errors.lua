local mud = require("mud")

--- When and how often a mistake was made, and by whom it was met.
local function history(f)
  local text = mud.time.date("%Y-%m-%d %H:%M:%S", f.last)
  if f.count > 1 then
    text = ("%d times, first %s, last %s"):format(f.count, mud.time.date("%Y-%m-%d %H:%M:%S", f.first), text)
  end
  return f.who == "" and text or text .. ", met by " .. f.who
end

return mud.command {
  key = "@errors",
  category = "admin",
  locks = "cmd:perm(Builder)",
  help = "See the last mistakes that scripts made, the newest last. Times are in UTC; mistakes that are the same are one.",
  run = function(cmd)
    local all = mud.server:faults()
    if #all == 0 then return cmd:msg("No script has made a mistake since the start.") end
    for _, f in ipairs(all) do
      cmd:msg("|w{what}|n (generation {generation}; {history})\n{error}",
        { what = f.what, generation = f.generation, history = history(f), error = f.error })
    end
  end,
}
