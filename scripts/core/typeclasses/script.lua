local mud = require("mud")

--- Something without a place that is called again and again, or only remembers.
local Script = mud.typeclass { key = "script", locks = "edit:perm(Builder);control:perm(Builder);examine:perm(Builder)" }

function Script:get_display_name(looker)
  return mud.escape(self.key)
end

--- Once, when the script object is made.
function Script:at_script_creation() end

--- When it is started, and not again at a reload or restart.
function Script:at_start() end

--- At every beat.
function Script:at_repeat() end

--- Asked before every beat: false deletes the script object.
function Script:is_valid()
  return true
end

function Script:at_pause() end
function Script:at_stop() end

--- False keeps it from being deleted.
function Script:at_script_delete() end

return Script
