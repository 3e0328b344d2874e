local mud = require("mud")
local characters = require("core.lib.characters")
local guests = require("core.lib.guests")

--- Sessions that outlive the server come back within this many seconds.
local patience = 15

return mud.hook {
  run = function()
    -- Functions without a name, as these delays must not outlive this server: the next one waits anew.
    mud.delay(patience, function() guests.clear_all() end)
    mud.delay(patience, function() characters.stow_left() end)
  end,
}
