local mud = require("mud")

--- What each sort of nick replaces, for people.
local means = { inputline = "what you type", object = "what you look for", account = "whom you look for" }

local function list(cmd)
  local rows = {}
  for _, n in ipairs(cmd.caller.nicks:all()) do
    table.insert(rows, { mud.escape(n.pattern), mud.escape(n.replacement), means[n.category] or mud.escape(n.category) })
  end
  mud.refuse_if(#rows == 0, "You have no nicks. Usage: nick <what you type> = <what it means>")
  cmd:page(mud.text.table { to = cmd.session, header = { "Nick", "It means", "Replaces" }, rows = rows })
end

local function clear(cmd)
  mud.refuse_if(not cmd:yes_no("Forget all your nicks?", false), "Nothing is changed.")
  for _, n in ipairs(cmd.caller.nicks:all()) do cmd.caller.nicks:remove(n.pattern, n.category) end
  cmd:msg("Your nicks are gone.")
end

return mud.command {
  key = "nick",
  aliases = { "nicks", "nickname" },
  category = "account",
  switches = { "delete", "list", "inputline", "object", "account", "clearall" },
  help = [[Give a name of your own to what you type often, or to things and people.

  nick                               lists yours
  nick <what you type> = <what it means>
  nick "<several words>" = <what it means>
  nick/object <name> = <name>        only where a thing is looked for; /account for a player
  nick/delete <nick>                 with /object or /account for those
  nick/clearall                      forgets all

$1 to $9 stand for words: nick hug $1 = pose hugs $1.]],
  run = function(cmd)
    local nicks, pattern = cmd.caller.nicks, mud.markup(cmd.lhs:match('^"(.*)"$') or cmd.lhs)
    if cmd.switches.clearall then return clear(cmd) end
    local category = cmd.switches.object and "object" or cmd.switches.account and "account" or "inputline"
    if cmd.switches.delete then
      mud.refuse_if(not nicks:remove(pattern, category), "You have no nick '{name}'.", { name = cmd.lhs })
      return cmd:msg("The nick '{name}' is gone.", { name = cmd.lhs })
    end
    if cmd.switches.list or not cmd.rhs or pattern == "" then return list(cmd) end
    mud.refuse_if(cmd.rhs == "", "What shall it mean? Usage: nick <what you type> = <what it means>")
    local ok, why = nicks:add(pattern, mud.markup(cmd.rhs), category)
    mud.refuse_if(not ok, why)
    cmd:msg("'{a}' now means '{b}'.", { a = cmd.lhs, b = cmd.rhs })
  end,
}
