local mud = require("mud")
local guests = require("core.lib.guests")

--- Sessions that outlive the server come back within this many seconds.
local patience = 15

return mud.hook {
  run = function()
    guests.clear_all()
    mud.delay(patience, "core.lib.characters.stow_left")
  end,
}
