local mud = require("mud")

return mud.command {
  key = "@objects",
  category = "building",
  locks = "cmd:perm(Builder)",
  help = "See how many things of each typeclass there are, and the newest: @objects [<how many>]",
  run = function(cmd)
    local all, count, rows = mud.find_all {}, {}, {}
    for _, obj in ipairs(all) do count[obj.typeclass] = (count[obj.typeclass] or 0) + 1 end
    for _, name in ipairs(mud.typeclasses()) do
      if count[name] then table.insert(rows, { name, tostring(count[name]) }) end
      count[name] = nil
    end
    for name, n in pairs(count) do table.insert(rows, { mud.escape(name) .. " (is gone)", tostring(n) }) end
    table.insert(rows, { "together", tostring(#all) })
    cmd:msg(mud.text.table { to = cmd.session, header = { "Typeclass", "Objects" }, rows = rows })
    local newest, wanted = {}, math.min(tonumber(cmd.argstr) or 10, 100)
    for i = #all, math.max(1, #all - wanted + 1), -1 do
      local obj = all[i]
      table.insert(newest, { obj.dbref, mud.escape(obj.key), obj.typeclass, mud.time.date("%Y-%m-%d %H:%M", obj.created) })
    end
    cmd:msg(mud.text.table { to = cmd.session, header = { "Id", "Newest", "Typeclass", "Made (UTC)" }, rows = newest })
  end,
}
