local mud = require("mud")

--- The kinds of keys that are taken; DSA and others are too weak.
local kinds = {
  ["ssh-ed25519"] = true, ["ssh-rsa"] = true, ["ecdsa-sha2-nistp256"] = true, ["ecdsa-sha2-nistp384"] = true,
  ["ecdsa-sha2-nistp521"] = true, ["sk-ssh-ed25519@openssh.com"] = true, ["sk-ecdsa-sha2-nistp256@openssh.com"] = true,
}

--- So many keys are enough for one account.
local most = 20

local function keys_of(account)
  return account.attributes:get("keys", { category = "ssh" }) or {}
end

local function keep(account, keys)
  account.attributes:set("keys", keys, { category = "ssh" })
end

local function list(cmd)
  local keys = keys_of(cmd.account)
  if #keys == 0 then return cmd:msg("You have no keys. Add one with: @sshkey <the line of your .pub file>") end
  local rows = {}
  for i, entry in ipairs(keys) do
    table.insert(rows, { tostring(i), mud.escape(entry.key:match("^%S+")), "…" .. entry.key:sub(-16), mud.escape(entry.comment) })
  end
  cmd:msg(mud.text.table { header = { "No.", "Kind", "Ends with", "Comment" }, rows = rows })
end

local function add(cmd, line)
  local kind, body, comment = line:match("^(%S+)%s+(%S+)%s*(.*)$")
  mud.refuse_if(not kind or not kinds[kind] or not body:match("^AAAA[%w+/]+=*$") or #body > 2000,
    "That is no public key. It is the line of a file such as ~/.ssh/id_ed25519.pub, and begins with ssh-ed25519 or ssh-rsa.")
  local keys = keys_of(cmd.account)
  mud.refuse_if(#keys >= most, "You have {n} keys, and no more are kept. Remove one first.", { n = #keys })
  local key = kind .. " " .. body
  for _, entry in ipairs(keys) do mud.refuse_if(entry.key == key, "You have that key already.") end
  table.insert(keys, { key = key, comment = comment:sub(1, 60) })
  keep(cmd.account, keys)
  cmd:msg("From now on this key logs in to your account by ssh, without the password.")
end

return mud.command {
  key = "@sshkey",
  aliases = { "@sshkeys" },
  category = "account",
  switches = { "remove" },
  help = [[Let your ssh keys log in to your account.

  @sshkey                        lists your keys
  @sshkey ssh-ed25519 AAAA… me   adds one: the line of your .pub file
  @sshkey/remove <number>        takes one away]],
  run = function(cmd)
    if cmd.switches.remove then
      local keys, n = keys_of(cmd.account), tonumber(cmd.argstr)
      mud.refuse_if(not n or not keys[n], "Which one? Give its number in the list of @sshkey.")
      table.remove(keys, n)
      keep(cmd.account, keys)
      return cmd:msg("That key does not log in any more.")
    end
    if cmd.argstr == "" then return list(cmd) end
    add(cmd, cmd.argstr)
  end,
}
