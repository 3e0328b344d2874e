--- What a character may be called.
local rules = {}

--- Returns what is wrong with a name, nil when it is fine.
function rules.check(name)
  if #name < 3 or #name > 30 then return "A name has 3 to 30 characters." end
  if name:find("[^%a%d '._-]") and not name:find("[\128-\255]") then
    return "A name is made of letters, digits, spaces and the marks ' . _ -"
  end
end

return rules
