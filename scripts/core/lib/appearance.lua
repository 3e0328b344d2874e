local names = require("core.lib.names")

--- The parts of what somebody sees who looks at something.
local appearance = {}

local parts = {
  "get_display_header", "get_display_title", "at_desc", "get_display_exits", "get_display_characters",
  "get_display_things", "get_display_footer",
}

--- All parts, as the object itself puts them together.
function appearance.of(obj, looker)
  local shown = {}
  for _, part in ipairs(parts) do
    local text = obj[part](obj, looker)
    if text and text ~= "" then table.insert(shown, text) end
  end
  return obj:format_appearance(shown, looker)
end

--- What of the contents the looker can make out, of one kind.
local function visible(obj, looker, wanted)
  local out = {}
  for _, inside in ipairs(obj.contents) do
    local kind = inside.destination and "exit" or inside:is_typeclass("core.character") and "character" or "thing"
    if kind == wanted and inside ~= looker and (not looker or inside:access(looker, "view", true)) then
      table.insert(out, inside)
    end
  end
  return out
end

function appearance.exits(obj, looker)
  local list = visible(obj, looker, "exit")
  return #list > 0 and "|wExits:|n " .. names.links(list, looker) or nil
end

function appearance.characters(obj, looker)
  local list = visible(obj, looker, "character")
  return #list > 0 and "|wHere:|n " .. names.list(list, looker) or nil
end

function appearance.things(obj, looker)
  local list = visible(obj, looker, "thing")
  return #list > 0 and "|wYou see:|n " .. names.counted(list, looker) or nil
end

return appearance
