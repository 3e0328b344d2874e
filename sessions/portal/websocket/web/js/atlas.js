// What a character has seen of the world: rooms by number, as Room.Info told them. No drawing here.
import { steps } from "./compass.js";
import { local } from "./store.js";

const most = 2000; // rooms kept
let name = null, rooms = {}, here = null;

// of takes the map of a character.
export function of(character) {
  if (name === character) return;
  name = character;
  rooms = { ...local.get(`map.${name}`, {}), ...(here ? { [here.num]: here } : {}) };
}

// visit notes a room, and that the character is there.
export function visit(room) {
  here = { num: room.num, name: room.name, area: room.area, exits: { ...room.exits }, coords: room.coords };
  delete rooms[here.num];
  rooms[here.num] = here; // the newest last
  const numbers = Object.keys(rooms);
  if (numbers.length > most) {
    const kept = Object.values(rooms).sort((a, b) => (a.at || 0) - (b.at || 0)).slice(-most);
    rooms = Object.fromEntries(kept.map((r) => [r.num, r]));
  }
  here.at = Date.now();
  if (name !== null) local.set(`map.${name}`, rooms);
}

export const room = (num) => rooms[num];
export const current = () => here;

const numeric = (coords) => {
  const list = Array.isArray(coords) ? coords : typeof coords === "string" ? coords.split(",").map(Number)
    : coords && typeof coords === "object" ? [coords.x, coords.y, coords.z] : null;
  return list && Number.isFinite(list[0]) && Number.isFinite(list[1]) ? list : null;
};

// layout places the rooms around the current one, by the directions of exits, or by coordinates where both ends have
// them. It returns rooms by place: { num, x, y, known }. A room whose place is taken is left out of the drawing.
export function layout(reach) {
  if (!here) return [];
  const placed = new Map([[here.num, { num: here.num, x: 0, y: 0, known: true }]]), taken = new Set(["0,0"]);
  const origin = numeric(here.coords);
  const queue = [here.num];
  while (queue.length > 0) {
    const at = placed.get(queue.shift());
    for (const [exit, num] of Object.entries(rooms[at.num]?.exits || {})) {
      const step = steps[exit], coords = origin && numeric(rooms[num]?.coords);
      if (placed.has(num) || (!step && !coords)) continue;
      if (coords && coords[2] !== origin[2]) continue;
      const [x, y] = coords ? [coords[0] - origin[0], origin[1] - coords[1]] : [at.x + step[0], at.y + step[1]];
      const key = `${x},${y}`;
      if (taken.has(key) || Math.abs(x) > reach || Math.abs(y) > reach) continue;
      taken.add(key);
      placed.set(num, { num, x, y, known: num in rooms });
      if (num in rooms) queue.push(num);
    }
  }
  return [...placed.values()];
}

// search goes from room to room, the nearest first, until visit says true.
function search(visit) {
  if (!here) return;
  const from = new Map([[here.num, null]]), queue = [here.num];
  while (queue.length > 0) {
    const at = queue.shift();
    if (visit(at, from)) return;
    for (const [exit, num] of Object.entries(rooms[at]?.exits || {})) {
      if (!from.has(num)) { from.set(num, { num: at, exit }); queue.push(num); }
    }
  }
}

// near returns the nearest rooms that were visited.
export function near(count) {
  const found = [];
  search((num) => { if (rooms[num]) found.push(rooms[num]); return found.length >= count; });
  return found;
}

// path returns the exits from here to a room, null when no way is known.
export function path(to) {
  let exits = null;
  search((num, from) => {
    if (num !== to) return false;
    exits = [];
    for (let step = from.get(num); step; step = from.get(step.num)) exits.unshift(step.exit);
    return true;
  });
  return exits;
}
