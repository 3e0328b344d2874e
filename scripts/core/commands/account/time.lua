local mud = require("mud")

local function ms(seconds)
  return ("%.2f ms"):format(seconds * 1000)
end

--- Runs a command and shows what it took.
local function measure(cmd, line)
  local m = mud.server:measure(cmd, line)
  cmd:msg("|w{steps}|n: {took} in all, {lua} of it in Lua.", { steps = mud.text.plural(m.steps, "step"), took = ms(m.seconds), lua = ms(m.lua) })
  cmd:msg("The whole server allocated {objects} objects meanwhile, {size} KiB.", { objects = m.objects, size = math.ceil(m.bytes / 1024) })
  cmd:msg("Said: {texts} to {sessions}. Written: {writes}.", {
    texts = mud.text.plural(m.texts, "text"),
    sessions = mud.text.plural(m.sessions, "session"),
    writes = #m.writes > 0 and mud.text.list(m.writes) or "nothing",
  })
end

return mud.command {
  key = "@time",
  aliases = { "@uptime" },
  category = "general",
  help = [[See how long the server has been up.

  @time
  @time look     for builders: runs the command, and shows what it took up to its end or its first wait]],
  run = function(cmd)
    local line, who = cmd.args:trim(), cmd.account or cmd.caller
    if line ~= "" and who.locks:check_lockstring(who, "perm(Builder)") then return measure(cmd, line) end
    cmd:msg("The server has been up for {up}. It is {now} UTC.", {
      up = mud.time.format(mud.time.uptime()), now = mud.time.date("%Y-%m-%d %H:%M"),
    })
  end,
}
