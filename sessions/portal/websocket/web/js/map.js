// The map of the rooms that were visited, drawn and as a list.
import * as atlas from "./atlas.js";
import { names, rank } from "./compass.js";
import { byId, element, svg } from "./dom.js";
import * as gmcp from "./gmcp.js";
import { reveal } from "./panes.js";

const size = 44, box = 26, reach = 4, longest = 30; // a room's place and its drawing, in pixels; rooms; steps of a walk
const mostWritten = 100;

export function start(send) {
  const walk = (num) => {
    const exits = atlas.path(num);
    if (exits && exits.length <= longest) for (const exit of exits) send(exit);
  };
  gmcp.on("Char.Name", ({ name }) => { atlas.of(name); draw(walk); });
  gmcp.on("Room.Info", (room) => {
    if (room.num === undefined) return;
    reveal("map");
    atlas.visit(room);
    draw(walk);
  });
}

function draw(walk) {
  const places = atlas.layout(reach);
  if (places.length === 0) return;
  byId("map-drawing").replaceChildren(drawing(places, walk));
  byId("map-list").replaceChildren(...written(walk));
}

function drawing(places, walk) {
  const xs = places.map((p) => p.x), ys = places.map((p) => p.y);
  const left = Math.min(...xs), top = Math.min(...ys);
  const width = (Math.max(...xs) - left + 1) * size, height = (Math.max(...ys) - top + 1) * size;
  const middle = (p) => [(p.x - left + 0.5) * size, (p.y - top + 0.5) * size];
  const at = new Map(places.map((p) => [p.num, p]));
  const lines = [], rooms = [];
  for (const place of places) {
    const [x, y] = middle(place), room = atlas.room(place.num);
    for (const num of Object.values(room?.exits || {})) {
      if (!at.has(num)) continue;
      const [x2, y2] = middle(at.get(num));
      lines.push(svg("line", { x1: x, y1: y, x2, y2 }));
    }
    rooms.push(drawnRoom(place, room, x, y, walk));
  }
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
    "aria-label": `Map with ${places.length} rooms. The list below says the same.`,
  }, svg("g", { class: "ways" }, ...lines), ...rooms);
  return picture;
}

function drawnRoom(place, room, x, y, walk) {
  const isHere = place.num === atlas.current().num;
  const kind = isHere ? "here" : place.known ? "known" : "unknown";
  const shape = svg("g", { class: `place ${kind}`, "data-room": place.num },
    svg("rect", { x: x - box / 2, y: y - box / 2, width: box, height: box, rx: 4 }));
  const mark = isHere ? "@" : !place.known ? "?" : levels(room);
  if (mark) {
    const label = svg("text", { x, y: y + 5, "text-anchor": "middle" });
    label.textContent = mark;
    shape.append(label);
  }
  const title = svg("title");
  title.textContent = isHere ? `${room.name} (you are here)` : place.known ? room.name : "not visited yet";
  shape.append(title);
  if (!isHere && place.known) shape.addEventListener("click", () => walk(place.num));
  return shape;
}

const levels = (room) => (room.exits.u && room.exits.d ? "↕" : room.exits.u ? "↑" : room.exits.d ? "↓" : "");

// written is the same as words, the nearest rooms first. Their names are buttons that walk there.
function written(walk) {
  const here = atlas.current();
  return atlas.near(mostWritten).map((room) => {
    const ways = Object.entries(room.exits).sort(([a], [b]) => rank(a) - rank(b)).map(([exit, num]) => `${names[exit] || exit} to ${atlas.room(num)?.name || "a room not visited yet"}`);
    const name = room === here ? element("strong", {}, room.name, " (you are here)")
      : element("button", { type: "button", class: "link", click: () => walk(room.num) }, room.name);
    return element("li", {}, name, ": ", ways.join(", ") || "no exits");
  });
}
