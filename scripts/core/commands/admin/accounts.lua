local mud = require("mud")

--- Deletes an account, when whoever asks is sure. Its characters stay, and belong to nobody.
local function delete(cmd, name)
  local account = mud.accounts:find(mud.markup(name))
  mud.refuse_if(not account, "There is no account '{name}'.", { name = name })
  mud.refuse_if(account == cmd.account, "You can't delete your own account.")
  local may = account:access(cmd.session or cmd.caller, "delete") and (not account.superuser or cmd.account and cmd.account.superuser)
  mud.refuse_if(not may, "You may not delete {who}.", { who = account })
  local sure = cmd:yes_no(mud.format("Delete the account {who} for good? Its characters stay.", { who = account }), false)
  mud.refuse_if(not sure, "Nothing is deleted.")
  local key = account.key
  mud.refuse_if(account.deleted or not account:delete(), "That account can't be deleted.")
  mud.log("account deleted: " .. key .. " by " .. (cmd.account and cmd.account.key or "?"), "warn")
  cmd:msg("The account {name} is gone.", { name = key })
end

return mud.command {
  key = "@accounts",
  aliases = { "@account" },
  category = "admin",
  locks = "cmd:perm(Admin)",
  switches = { "delete" },
  help = [[See the accounts, or delete one.

  @accounts [<how many>]
  @accounts/delete <name>]],
  run = function(cmd)
    if cmd.switches.delete then
      mud.refuse_if(cmd.argstr == "", "Usage: @accounts/delete <name>")
      return delete(cmd, cmd.argstr)
    end
    local all, rows, wanted = mud.accounts:all(), {}, math.min(tonumber(cmd.argstr) or 10, 100)
    for i = #all, math.max(1, #all - wanted + 1), -1 do
      local account = all[i]
      local rank = account.superuser and "superuser" or mud.escape(table.concat(account.permissions:all(), ", "))
      table.insert(rows, { account.dbref, mud.escape(account.key), rank, mud.time.date("%Y-%m-%d", account.created), tostring(account.sessions:count()) })
    end
    cmd:msg(mud.text.table { to = cmd.session, header = { "Id", "Account", "Permissions", "Made", "Sessions" }, rows = rows })
    cmd:msg("{n} in all, the newest first.", { n = mud.text.plural(#all, "account") })
  end,
}
