local mud = require("mud")

--- The sky over the rooms tagged "outdoors". It is a thing that lies nowhere, so that it is kept with the world.
local sky = {}

local ticker = "weather"

--- Each kind of sky: what is seen of it, and what may come next with the words that announce it.
sky.kinds = {
  clear = { look = "The sky is clear.", next = { cloudy = "Clouds come up from the west." } },
  cloudy = { look = "Clouds hang low.", next = { clear = "The clouds break.", rain = "It begins to rain." } },
  rain = { look = "It rains.", next = { cloudy = "The rain stops.", storm = "Thunder rolls, and the rain turns to a storm." } },
  storm = { look = "A storm rages.", next = { rain = "The storm calms down to rain." } },
}

--- The thing that is the sky.
function sky.thing()
  return mud.find_all({ tag = "sky", category = "weather" })[1]
    or mud.create.object { key = "sky", tags = { { "sky", "weather" } }, db = { kind = mud.settings("weather").first } }
end

--- What is to be seen of it.
function sky.look() return sky.kinds[sky.thing().db.kind].look end

--- Begins to change the sky, unless it changes already: a ticker outlives reloads and restarts.
function sky.begin()
  for _, t in ipairs(mud.ticker.all()) do
    if t.id == ticker then return end
  end
  mud.ticker.add(mud.settings("weather").every, "weather.lib.sky.turn", { id = ticker })
end

--- Changes the sky, called by the ticker.
function sky.turn()
  local thing = sky.thing()
  local kinds = table.keys(sky.kinds[thing.db.kind].next)
  local kind = kinds[mud.random(#kinds)]
  local words = sky.kinds[thing.db.kind].next[kind]
  thing.db.kind = kind
  for _, room in ipairs(mud.find_all { tag = "outdoors" }) do
    room:msg_contents("|c" .. words .. "|n")
  end
end

return sky
