local mud = require("mud")

--- What texts of help say can be typed: it stands between backquotes there, and `mud check` looks whether it is there.
local typed = {}

-- A line with a placeholder, such as NAME or <name>, cannot be typed as it is.
local function has_placeholder(line)
  for word in line:gmatch("%S+") do
    if word:match("^%u[%u_]*$") or word:match("^[<%[{]") then return true end
  end
  return false
end

--- A text, escaped, whose lines to be typed are bright and, where they can be typed as they are, links that type them.
function typed.mark(text)
  return (mud.escape(text):gsub("`([^`\n]+)`", function(line)
    return has_placeholder(line) and "|w" .. line .. "|n" or "|lc" .. line .. "|lt|w" .. line .. "|n|le"
  end))
end

return typed
