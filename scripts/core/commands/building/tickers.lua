local mud = require("mud")

return mud.command {
  key = "@tickers",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = "List the tickers, and the scripts' eyes on attributes: what calls a function again and again.",
  run = function(cmd)
    local rows = {}
    for _, t in ipairs(mud.ticker.all()) do
      local left = mud.time.format(math.ceil(t.left)) .. (t.persistent and "" or " (not kept)")
      table.insert(rows, { mud.escape(t.id), t.func, "every " .. t.interval .. " s", left })
    end
    for _, m in ipairs(mud.monitor.all()) do
      local what = m.obj and m.obj.dbref .. " " .. m.obj.key or "?"
      table.insert(rows, { mud.escape(m.id), m.func, "when " .. m.field .. " of " .. mud.escape(what) .. " changes", "" })
    end
    mud.refuse_if(#rows == 0, "There are no tickers and no monitors.")
    cmd:msg(mud.text.table { to = cmd.session, header = { "Id", "Calls", "When", "Next" }, rows = rows })
  end,
}
