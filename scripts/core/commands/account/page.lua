local mud = require("mud")
local pages = require("core.lib.pages")

--- Whom a page goes to: those named, or those of the last page.
local function receivers(cmd, account)
  if not cmd.rhs then return account.ndb.paged or {} end
  local out, seen = {}, {}
  for _, name in ipairs(cmd.lhslist) do
    local who = mud.accounts:find(mud.markup(name))
    mud.refuse_if(not who, "There is no account '{name}'.", { name = name })
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
  page and then some        to the same people as last time
  reply hello               to who paged you last]],
  run = function(cmd)
    local text = cmd.rhs or cmd.argstr
    local to = receivers(cmd, cmd.account or cmd.caller)
    mud.refuse_if(#to == 0 or text == "", "Usage: page <account>[, <account>] = <text>")
    pages.send(cmd, to, text)
  end,
}
