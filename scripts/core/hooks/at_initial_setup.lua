local mud = require("mud")
local channels = require("core.lib.channels")

--- The one room and the channels that every game has. A game's own plugin makes the world around it.
return mud.hook {
  run = function()
    mud.create.object {
      key = "Limbo",
      typeclass = "core.room",
      tags = { { "limbo", "core" } },
      db = { desc = "A quiet grey nowhere, from which worlds are made." },
    }
    mud.create.channel { key = "Public", aliases = { "pub" }, tags = { channels.for_all }, db = { desc = "everybody" } }
    mud.create.channel { key = "MudInfo", aliases = { "info" }, locks = "listen:perm(Admin)", db = { desc = "who comes and goes" } }
  end,
}
