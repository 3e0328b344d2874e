--- The town: its rooms, the ways between them and what stands in them. Read once, at the first start.
local map = {}

map.rooms = {
  { id = "square", name = "The Square", start = true,
    desc = "Worn stones slope down to the middle of the square, where rain has made a shallow bowl of a hundred years. "
      .. "Somebody has swept. A tower stands to the north, an inn hangs its sign out to the east, and the lane to the "
      .. "west smells of bread and rope." },
  { id = "tower", name = "The Foot of the Tower",
    desc = "Inside it is cool and dim, and the clock can be felt more than heard: a slow tread, somewhere above, of "
      .. "something that never arrives. A rope comes down through a hole in the ceiling, dark from hands." },
  { id = "loft", name = "The Tower Loft",
    desc = "Four windows, four pieces of the valley. Pigeons mutter in the beams. From here the river is a line that "
      .. "somebody drew and was pleased with." },
  { id = "inn", name = "The Grey Heron", typeclass = "haven.inn",
    desc = "Low beams, a long table, a fire that is taken seriously. A slate hangs on the wall with the day's few "
      .. "words on it. You could order something here." },
  { id = "lane", name = "Ropewalk Lane",
    desc = "The lane is as long as a rope needs to be and no wider than two who carry one. Hemp dust turns in the light." },
  { id = "well", name = "The Well Court",
    desc = "Four backs of houses and a door that nobody opens. In the middle is the well, with a rim so smooth that it "
      .. "must be the place where the town does its waiting." },
  { id = "bridge", name = "The Old Bridge",
    desc = "Three arches of stone, the middle one mended with a different century. Under them the river says the same "
      .. "thing that it always says, and it is worth hearing." },
  { id = "bank", name = "The River Bank",
    desc = "Grass down to the water, a boat turned over and asleep. Something rises out in the stream and leaves rings." },
  { id = "orchard", name = "The Orchard",
    desc = "Old trees in rows that have forgotten why. The grass is full of fallen pears and of wasps who know it." },
  { id = "hill", name = "The Hill",
    desc = "The path gives up here. Town, tower and river lie below like things put out on a table, and the wind goes "
      .. "through the grass as if it was looking for something small." },
}

--- There and back at once: a name and a letter from the first room, the same from the second.
local pairs_of_ways = {
  { "square", "north", "n", "tower", "south", "s" },
  { "tower", "up", "u", "loft", "down", "d" },
  { "square", "east", "e", "inn", "west", "w" },
  { "square", "west", "w", "lane", "east", "e" },
  { "lane", "north", "n", "well", "south", "s" },
  { "square", "south", "s", "bridge", "north", "n" },
  { "bridge", "east", "e", "bank", "west", "w" },
  { "bridge", "south", "s", "orchard", "north", "n" },
  { "orchard", "up", "u", "hill", "down", "d" },
}

map.ways = {}
for _, p in ipairs(pairs_of_ways) do
  table.insert(map.ways, { from = p[1], name = p[2], aliases = { p[3] }, to = p[4] })
  table.insert(map.ways, { from = p[4], name = p[5], aliases = { p[6] }, to = p[1] })
end

map.things = {
  { name = "the bell", id = "bell", aliases = { "bell", "rope" }, at = "tower", typeclass = "haven.bell",
    desc = "You see only the rope. The bell itself is up in the dark and keeps its counsel. You could ring it." },
  { name = "a grey cat", id = "cat", aliases = { "cat" }, at = "square", typeclass = "haven.cat",
    desc = "Grey, broad, unhurried. It looks like somebody who could be petted and has not decided." },
  { name = "the well", id = "well-thing", aliases = { "well" }, at = "well", typeclass = "haven.well",
    desc = "Dark, round, and deeper than the town is old. You could call something down." },
  { name = "a lantern", id = "lantern", aliases = { "lantern", "lamp" }, at = "bridge", typeclass = "core.thing",
    desc = "A tin lantern with one cracked pane, left on the wall for whoever comes home late." },
  { name = "a fallen pear", id = "pear", aliases = { "pear" }, at = "orchard", typeclass = "haven.serving",
    desc = "Bruised on one side, golden on the other." },
}

return map
