local mud = require("mud")
local sky = require("weather.lib.sky")

return mud.hook { run = sky.begin }
