local mud = require("mud")

--- What page and reply have in common.
local pages = {}

--- Sends a text from the account of a command to others, and remembers on both sides who it was.
function pages.send(cmd, to, text)
  local account, names = cmd.account or cmd.caller, {}
  for _, who in ipairs(to) do
    mud.refuse_if(not who.is_connected, "{who} is not here.", { who = who })
    mud.refuse_if(not who:access(cmd.session or cmd.caller, "tell", true), "{who} does not want to hear you.", { who = who })
    who:msg("|m{from_name} pages you:|n {text}", { from_name = account, text = text, type = "page" })
    who.ndb.paged_by = account
    table.insert(names, who:get_display_name(account))
  end
  account.ndb.paged = to
  cmd:msg("You page " .. mud.text.list(names) .. ": {text}", { text = text })
end

return pages
