local mud = require("mud")
local map = require("haven.lib.map")

--- Builds the town, once in the life of a world.
return mud.hook {
  run = function()
    local rooms = {}
    for _, r in ipairs(map.rooms) do
      rooms[r.id] = mud.create.object {
        key = r.name, typeclass = r.typeclass or "core.room", db = { desc = r.desc },
        tags = { { r.id, "haven" }, r.start and { "start", "core" } or nil },
      }
    end
    for _, way in ipairs(map.ways) do
      mud.create.object {
        key = way.name, aliases = way.aliases, typeclass = "core.exit",
        location = rooms[way.from], destination = rooms[way.to], db = { desc = way.desc },
      }
    end
    for _, t in ipairs(map.things) do
      mud.create.object {
        key = t.name, aliases = t.aliases, typeclass = t.typeclass, location = rooms[t.at], home = rooms[t.at],
        db = { desc = t.desc }, tags = { { t.id or t.name, "haven" } }, locks = t.locks,
      }
    end
    local settings = mud.settings("haven")
    mud.ticker.add(settings.clock, "haven.lib.clock.strike", { id = "haven-clock" })
    mud.ticker.add(settings.cat, "haven.lib.cat.wander", { id = "haven-cat" })
  end,
}
