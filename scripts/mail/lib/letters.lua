local mud = require("mud")

--- The letters of an account, in its attribute "letters": the newest first, each { from, text, at, read }.
local letters = {}

--- All letters of an account.
function letters.of(account)
  if not account.attributes:has("letters") then account.db.letters = {} end
  return account.db.letters
end

--- How many of them were never read.
function letters.unread(account)
  local n = 0
  for _, l in ipairs(letters.of(account)) do
    if not l.read then n = n + 1 end
  end
  return n
end

--- Puts a letter into the box of an account, and tells it when it is there to hear.
function letters.send(from, to, text)
  local box = letters.of(to)
  table.insert(box, 1, { from = from.key, text = text, at = mud.time.now(), read = false })
  while #box > mud.settings("mail").letters do table.remove(box) end
  to:msg("You have new mail from {sender}. Type |wmail|n to read it.", { sender = from.key })
end

--- One line about a letter.
function letters.title(letter)
  local text = letter.text
  if #text > 40 then text = text:sub(1, 37) .. "..." end
  return (letter.read and "" or "(new) ") .. mud.escape(letter.from) .. ": " .. mud.escape(text)
end

return letters
