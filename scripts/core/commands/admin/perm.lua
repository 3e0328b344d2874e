local mud = require("mud")
local build = require("core.lib.build")

local ladder = { guest = 1, player = 2, helper = 3, builder = 4, admin = 5, developer = 6 }

--- The place of a permission on the ladder, nil for what is no rank.
local function rank(perm)
  return ladder[perm:lower():gsub("s$", "")]
end

--- Whose permissions are meant: a thing's, an account's as *name or with /account.
local function target(cmd)
  local how = cmd.switches.account and { kind = "account" } or { global = true }
  return build.target(cmd, cmd.lhs, "control", how)
end

--- Says of a character who is played whose rank it is that counts.
local function played(obj)
  if obj.kind ~= "object" or not obj.account then return "" end
  return mud.format("\nIts player's account has the rank that counts; a lower one here holds it down. |w@perm *{name}|n", { name = obj.account.key })
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
  switches = { "account", "del" },
  help = [[See, give or take permissions.

  @perm *<account>                         what an account has; also @perm/account <account>
  @perm *<account> = <permission>[, …]     Guest, Player, Helper, Builder, Admin, Developer, or any word
  @perm/del *<account> = <permission>[, …]
  @perm <thing> [= <permission>]           those of a character or a thing

Whoever plays a character with a rank of its own has the lower of both.]],
  run = function(cmd)
    mud.refuse_if(cmd.lhs == "", "Usage: @perm[/del] *<account> [= <permission>, …]")
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
    cmd:msg("{who} has: {perms}" .. played(obj), {
      who = obj, perms = obj.kind == "account" and obj.superuser and "superuser" or #all > 0 and table.concat(all, ", ") or "none",
    })
  end,
}
