local mud = require("mud")
return mud.command {
  key = "access",
  aliases = { "groups", "hierarchy" },
  category = "account",
  help = "See what you are allowed to do.",
  run = function(cmd)
    local function list(obj)
      local all = obj and obj.permissions:all() or {}
      return #all > 0 and mud.escape(mud.text.list(all)) or "none"
    end
    local lines = {
      "|wRanks, from low to high:|n Guest, Player, Helper, Builder, Admin, Developer",
      "|wYour account:|n " .. (cmd.account and cmd.account.superuser and "superuser" or list(cmd.account)),
    }
    if cmd.session and cmd.session.puppet then table.insert(lines, "|wYour character:|n " .. list(cmd.session.puppet)) end
    cmd:msg(table.concat(lines, "\n"))
  end,
}
