local mud = require("mud")
local oob = require("core.lib.oob")

--- What a player sees out of character.
local menu = {}

local function who_plays(character)
  local sessions = character.sessions:all()
  if #sessions == 0 then return "" end
  local ids = {}
  for _, s in ipairs(sessions) do table.insert(ids, tostring(s.sessid)) end
  return " |g(played in session " .. mud.text.list(ids) .. ")|n"
end

local function sessions(account, own, lines)
  table.insert(lines, "|wYour sessions:|n")
  for _, s in ipairs(account.sessions:all()) do
    local mark = s == own and "|g*|n" or " "
    table.insert(lines, mud.format(mark .. " {id} {protocol} from {address}",
      { id = s.sessid, protocol = s.protocol, address = s.address }))
  end
end

--- Where there is one character and can be no other, there is nothing to choose.
local function short(account, character)
  return mud.format("\nYou are |c{me}|n, out of character. |lcic|lt|wic|n|le goes back to |c{who}|n; |whelp|n and |wquit|n work here too.",
    { me = account, who = character })
end

--- The whole screen. Clients that can show the characters as buttons are told them too.
function menu.show(account, session)
  if session then oob.choices(account, session) end
  local list, max = account.characters, mud.rules.max_characters
  if max == 1 and #list == 1 and account.sessions:count() == 1 then return short(account, list[1]) end
  local lines = { "\nYou are |c" .. account:get_display_name() .. "|n, out of character.\n" }
  sessions(account, session, lines)
  if #list == 0 then
    table.insert(lines, "\nYou have no character yet: |wcharcreate <name>|n makes one.")
  else
    table.insert(lines, "\n|wYour characters:|n" .. (max > 0 and " (" .. #list .. " of " .. max .. ")" or ""))
    for _, character in ipairs(list) do
      local name = character:get_display_name(account)
      table.insert(lines, "  |lcic " .. mud.escape(character.key) .. "|lt" .. name .. "|le" .. who_plays(character))
    end
    table.insert(lines, "\n|wic <name>|n plays one, |wooc|n comes back here, |wcharcreate <name>|n makes another.")
  end
  table.insert(lines, "|wwho|n, |woption|n, |whelp|n and |wquit|n work here too.")
  return table.concat(lines, "\n")
end

return menu
