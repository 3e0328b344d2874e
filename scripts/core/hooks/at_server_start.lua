local mud = require("mud")
local guests = require("core.lib.guests")

return mud.hook { run = guests.clear_all }
