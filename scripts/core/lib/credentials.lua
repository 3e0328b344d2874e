--- Reads "name password" as people type it before they log in.
local credentials = {}

--- Returns name and password, nil when the line is neither of the two forms.
function credentials.parse(line)
  local name, password = line:match('^%s*"([^"]+)"%s+(.+)$')
  if not name then name, password = line:match("^%s*(%S+)%s+(.+)$") end
  if not name then return nil end
  password = password:trim():gsub('^"(.*)"$', "%1")
  return name:trim(), password
end

return credentials
