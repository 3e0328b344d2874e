// Directions: their names, their order, and where they point on a map.
export const names = {
  n: "north", ne: "northeast", e: "east", se: "southeast", s: "south", sw: "southwest", w: "west", nw: "northwest",
  u: "up", d: "down", in: "in", out: "out",
};
const order = Object.keys(names);

export const rank = (exit) => (order.includes(exit) ? order.indexOf(exit) : order.length);

export const steps = { n: [0, -1], ne: [1, -1], e: [1, 0], se: [1, 1], s: [0, 1], sw: [-1, 1], w: [-1, 0], nw: [-1, -1] };
