local mud = require("mud")

--- The one room that every game has. A game's own plugin makes the world around it.
return mud.hook {
  run = function()
    mud.create.object {
      key = "Limbo",
      typeclass = "core.room",
      tags = { { "limbo", "core" } },
      db = { desc = "A quiet grey nowhere, from which worlds are made." },
    }
  end,
}
