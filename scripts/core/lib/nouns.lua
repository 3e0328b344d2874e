--- English names in one and in many: "an apple", "three apples".
local nouns = {}

local words = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" }
local articles = { a = true, an = true, the = true, some = true, one = true }
local irregular = {
  man = "men", woman = "women", child = "children", foot = "feet", tooth = "teeth", goose = "geese", mouse = "mice",
  louse = "lice", person = "people", ox = "oxen", die = "dice", sheep = "sheep", fish = "fish", deer = "deer",
  wolf = "wolves", leaf = "leaves", loaf = "loaves", knife = "knives", wife = "wives", life = "lives", shelf = "shelves",
  thief = "thieves", half = "halves", calf = "calves", elf = "elves", dwarf = "dwarves", scarf = "scarves",
  potato = "potatoes", tomato = "tomatoes", hero = "heroes", torch = "torches", stomach = "stomachs",
}

--- A number in words up to twelve, in digits from there.
function nouns.number(n)
  return words[n] or tostring(n)
end

--- Splits "the old lamp" into its article and the rest; the article is nil where there is none.
function nouns.split(name)
  local first, rest = name:match("^(%a+)%s+(.+)$")
  if first and articles[first:lower()] then return first, rest end
  return nil, name
end

--- "an apple"; a name with an article, and one with a capital letter, stays as it is.
function nouns.one(name)
  if nouns.split(name) or name:find("^%u") then return name end
  return (name:find("^[aeiouAEIOU]") and "an " or "a ") .. name
end

local function many_of_word(word)
  local lower = word:lower()
  if irregular[lower] then return word:sub(1, 1) .. irregular[lower]:sub(2) end
  if lower:find("[^aeiou]y$") then return word:sub(1, -2) .. "ies" end
  if lower:find("s$") or lower:find("x$") or lower:find("z$") or lower:find("ch$") or lower:find("sh$") then return word .. "es" end
  return word .. "s"
end

--- "old lamps", "pieces of string": without an article.
function nouns.many(name)
  local _, rest = nouns.split(name)
  local head, tail = rest:match("^(.-)(%s+of%s.+)$")
  head, tail = head or rest, tail or ""
  local before, word = head:match("^(.-)([%a']+)$")
  if not word then return rest end
  return before .. many_of_word(word) .. tail
end

return nouns
