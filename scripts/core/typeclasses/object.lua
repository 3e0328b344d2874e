local mud = require("mud")
local appearance = require("core.lib.appearance")
local nouns = require("core.lib.nouns")
local rooms = require("core.lib.rooms")

--- What everything in the world is. Rooms, exits, things and characters extend it.
local Object = mud.typeclass {
  key = "object",
  locks = "get:all();drop:holds();give:holds();call:true();view:all();search:all();puppet:none();tell:all();"
    .. "teleport:perm(Builder);teleport_here:perm(Builder);"
    .. "edit:perm(Builder);delete:perm(Builder);examine:perm(Builder);control:perm(Admin)",
}

--- The name by which somebody knows the object.
function Object:get_display_name(looker)
  return mud.escape(self.key)
end

--- The name of one, and of count of them: "an apple", "three apples". db.plural says what no rule can guess.
function Object:get_numbered_name(count, looker)
  local name = self:get_display_name(looker)
  if count == 1 then return nouns.one(name), nouns.one(name) end
  local plural = self.db.plural and mud.escape(self.db.plural) or nouns.many(name)
  return nouns.one(name), nouns.number(count) .. " " .. plural
end

--- What somebody sees who looks at the object. Its parts are functions of their own; each returns a text, or nil for none.
function Object:return_appearance(looker)
  return appearance.of(self, looker)
end

function Object:get_display_header(looker) end

function Object:get_display_title(looker)
  return "|w" .. self:get_display_name(looker) .. "|n"
end

function Object:at_desc(looker)
  return self.db.desc or "You see nothing special."
end

function Object:get_display_exits(looker) return appearance.exits(self, looker) end
function Object:get_display_characters(looker) return appearance.characters(self, looker) end
function Object:get_display_things(looker) return appearance.things(self, looker) end
function Object:get_display_footer(looker) end

--- Puts the parts that there are together.
function Object:format_appearance(parts, looker)
  return table.concat(parts, "\n")
end

--- Shows target to whoever plays this object.
function Object:at_look(target)
  if not target:access(self, "view", true) then
    return "You cannot make out " .. target:get_display_name(self) .. "."
  end
  return target:return_appearance(self)
end

--- Where the object goes when its place is gone and it has no home.
function Object:get_default_home()
  return rooms.start()
end

function Object:announce_move_from(dest, kind)
  if not self.location then return end
  local text = kind == "teleport" and "{who} vanishes." or "{who} leaves."
  self.location:msg_contents(text, { exclude = self, from = self, who = self })
end

function Object:announce_move_to(source, kind)
  if not self.location then return end
  local text = kind == "teleport" and "{who} appears." or "{who} arrives."
  self.location:msg_contents(text, { exclude = self, from = self, who = self })
end

--- What get, drop and give ask first; false forbids it. Who does is told by the hook.
function Object:at_pre_get(getter) end
function Object:at_pre_drop(dropper) end
function Object:at_pre_give(giver, getter) end

--- What happens after it.
function Object:at_get(getter) end
function Object:at_drop(dropper) end
function Object:at_give(giver, getter) end

--- What the object says is what this returns; false says nothing. kind is "say" or "whisper".
function Object:at_pre_say(text, kind)
  return text
end

function Object:at_say(text, kind) end

return Object
