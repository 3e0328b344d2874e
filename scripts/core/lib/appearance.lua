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

--- What of a list the looker can make out; wanted says of which sort it must be.
local function visible(list, looker, wanted)
  local out = {}
  for _, inside in ipairs(list) do
    if inside ~= looker and wanted(inside) and (not looker or inside:access(looker, "view", true)) then
      table.insert(out, inside)
    end
  end
  return out
end

local function is_exit(inside) return inside.destination ~= nil end
local function is_character(inside) return not is_exit(inside) and inside:is_typeclass("core.character") end
local function is_thing(inside) return not is_exit(inside) and not inside:is_typeclass("core.character") end

function appearance.exits(obj, looker)
  local list = visible(obj.exits, looker, is_exit)
  return #list > 0 and "|wExits:|n " .. names.links(list, looker) or nil
end

function appearance.characters(obj, looker)
  local list = visible(obj.contents, looker, is_character)
  return #list > 0 and "|wHere:|n " .. names.list(list, looker) or nil
end

function appearance.things(obj, looker)
  local list = visible(obj.contents, looker, is_thing)
  return #list > 0 and "|wYou see:|n " .. names.counted(list, looker) or nil
end

return appearance
