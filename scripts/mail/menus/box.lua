local mud = require("mud")
local letters = require("mail.lib.letters")

local function titles(cmd)
  local out = {}
  for i, letter in ipairs(letters.of(cmd.account)) do
    table.insert(out, { desc = letters.title(letter), to = "letter", run = function(_, data) data.at = i end })
  end
  table.insert(out, { key = { "close", "c" }, desc = "close the box", to = false })
  return out
end

--- The letter that is open; nil when it was thrown away meanwhile.
local function open(cmd, data) return letters.of(cmd.account)[data.at] end

--- The box: a list of letters, and one of them open.
return mud.menu {
  key = "box",
  start = "list",
  nodes = {
    list = {
      text = function(cmd) return "|cYour letters|n (" .. letters.unread(cmd.account) .. " new)" end,
      options = titles,
    },
    letter = {
      text = function(cmd, data)
        local letter = open(cmd, data)
        if not letter then return "It is gone." end
        letter.read = true
        return "|wFrom " .. mud.escape(letter.from) .. ", " .. mud.time.date("%Y-%m-%d", letter.at) .. "|n\n" .. mud.escape(letter.text)
      end,
      options = {
        { key = { "back", "b" }, desc = "back to the list", to = "list" },
        {
          key = { "delete", "d" }, desc = "throw it away", to = "list",
          run = function(cmd, data)
            if open(cmd, data) then table.remove(letters.of(cmd.account), data.at) end
          end,
        },
      },
    },
  },
}
