local mud = require("mud")

--- Whom a page goes to: those named, or those of the last page.
local function receivers(cmd, account)
  if not cmd.rhs then return account.ndb.paged or {} end
  local out, seen = {}, {}
  for _, name in ipairs(cmd.lhslist) do
    local who = mud.accounts:find(mud.markup(name))
    mud.refuse_if(not who, "There is no account '{name}'.", { name = name })
    mud.refuse_if(not who.is_connected, "{who} is not here.", { who = who })
    if not seen[who] then table.insert(out, who) end
    seen[who] = true
  end
  return out
end

return mud.command {
  key = "page",
  aliases = { "tell" },
  category = "comms",
  help = [[Say something to somebody, wherever they are.

  page bob = hello          page bob, eve = hello
  page and then some        to the same people as last time]],
  run = function(cmd)
    local account, text = cmd.account or cmd.caller, cmd.rhs or cmd.argstr
    local to = receivers(cmd, account)
    mud.refuse_if(#to == 0 or text == "", "Usage: page <account>[, <account>] = <text>")
    local names = {}
    for _, who in ipairs(to) do
      mud.refuse_if(not who:access(cmd.session or cmd.caller, "tell", true), "{who} does not want to hear you.", { who = who })
      who:msg("|m{from_name} pages you:|n {text}", { from_name = account, text = text, type = "page" })
      table.insert(names, who:get_display_name(account))
    end
    account.ndb.paged = to
    cmd:msg("You page " .. mud.text.list(names) .. ": {text}", { text = text })
  end,
}
