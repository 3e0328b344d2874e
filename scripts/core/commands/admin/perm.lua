local mud = require("mud")
local build = require("core.lib.build")

local ladder = { guest = 1, player = 2, helper = 3, builder = 4, admin = 5, developer = 6 }

--- The place of a permission on the ladder, nil for what is no rank.
local function rank(perm)
  return ladder[perm:lower():gsub("s$", "")]
end

--- Whose permissions are meant: an account's, or with /object a thing's.
local function target(cmd)
  if cmd.switches.object then return build.target(cmd, cmd.lhs, "control") end
  local name = mud.markup(cmd.lhs):gsub("^%*", "")
  local account = mud.accounts:find(name)
  mud.refuse_if(not account, "There is no account '{name}'. /object is for things and characters.", { name = name })
  return account
end

--- Refuses to give or take what is above one's own rank.
local function check(cmd, obj, perm)
  local own = obj == cmd.account or obj == cmd.caller
  local super = cmd.account and cmd.account.superuser
  mud.refuse_if(own and not super, "You can't change your own permissions.")
  local above = rank(perm) and not obj.locks:check_lockstring(cmd.session or cmd.caller, "perm(" .. perm .. ")")
  mud.refuse_if(above, "{perm} is above your own rank.", { perm = perm })
end

return mud.command {
  key = "@perm",
  aliases = { "@setperm" },
  category = "admin",
  locks = "cmd:perm(Developer)",
  switches = { "account", "object", "del" },
  help = [[See, give or take permissions.

  @perm <account>
  @perm <account> = <permission>[, …]      Guest, Player, Helper, Builder, Admin, Developer, or any word
  @perm/del <account> = <permission>[, …]
  @perm/object <thing> [= <permission>]    those of a character or a thing

Whoever plays a character with a rank of its own has the lower of both.]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @perm[/del][/object] <account> [= <permission>, …]")
    local obj = target(cmd)
    if not obj then return end
    for _, text in ipairs(cmd.rhslist) do
      local perm = mud.markup(text)
      check(cmd, obj, perm)
      if cmd.switches.del then
        mud.refuse_if(not obj.permissions:remove(perm), "{who} does not have '{perm}'.", { who = obj, perm = perm })
      else
        obj.permissions:add(perm)
      end
    end
    local all = obj.permissions:all()
    cmd:msg("{who} has: {perms}", {
      who = obj, perms = obj.kind == "account" and obj.superuser and "superuser" or #all > 0 and table.concat(all, ", ") or "none",
    })
  end,
}
