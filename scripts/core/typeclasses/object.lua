local mud = require("mud")

--- What everything in the world is. Rooms, exits, things and characters extend it.
local Object = mud.typeclass {
  key = "object",
  locks = "get:all();drop:holds();call:true();view:all();search:all();puppet:none();"
    .. "edit:perm(Builder);delete:perm(Builder);examine:perm(Builder);control:perm(Admin);teleport:perm(Builder)",
}

--- The name by which somebody knows the object.
function Object:get_display_name(looker)
  return mud.escape(self.key)
end

--- What somebody sees who looks at the object.
function Object:return_appearance(looker)
  return "|w" .. self:get_display_name(looker) .. "|n\n" .. self:at_desc(looker)
end

function Object:at_desc(looker)
  return self.db.desc or "You see nothing special."
end

--- Shows target to whoever plays this object.
function Object:at_look(target)
  if not target:access(self, "view", true) then
    return "You cannot make out " .. target:get_display_name(self) .. "."
  end
  return target:return_appearance(self)
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

--- What the object says is what this returns; false says nothing.
function Object:at_pre_say(text)
  return text
end

function Object:at_say(text) end

return Object
