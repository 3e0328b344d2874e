local mud = require("mud")

return mud.command {
  key = "@count",
  locks = "cmd:all()",
  help = "Count one further, in four places at once.",
  run = function(cmd)
    local n = tonumber(cmd.argstr)
    local account, me, turnstile, tally = cmd.account, cmd.caller, mud.find("turnstile"), mud.find("tally")
    local function more(db, key) db[key] = (db[key] or 0) + 1 end
    if n ~= (account.db.count or 0) + 1 then account.db.wrong = (account.db.wrong or "") .. " " .. n end
    more(account.db, "count")
    more(me.db, "count")
    more(turnstile.db, me.key)
    more(tally.db, "total")
    if tally.db.ear then tally.db.ear:msg(me.key .. " counts " .. n .. ".") end
    cmd:msg("counted " .. n .. ".")
  end,
}
