// Who is in the game. The list is asked for while it is looked at.
import { byId, element } from "./dom.js";
import * as gmcp from "./gmcp.js";
import { reveal } from "./panes.js";
import { isConnected } from "./socket.js";

const often = 60000, soon = 2000;
let asked = false, due = null;

function ask() {
  if (isConnected()) gmcp.send("Game.Who", {});
}

// Somebody comes or goes: the list is another, and one question is enough for a crowd.
function changed() {
  if (due || !byId("who").open) return;
  due = setTimeout(() => { due = null; ask(); }, soon);
}

export function start() {
  for (const name of ["Room.AddPlayer", "Room.RemovePlayer"]) gmcp.on(name, changed);
  gmcp.on("Char.Name", () => { asked = true; ask(); });
  gmcp.on("Game.Who", ({ players }) => {
    reveal("who");
    byId("who-count").textContent = players.length === 1 ? "1 player" : `${players.length} players`;
    byId("who-list").replaceChildren(...players.map((player) => element("li", {}, player.name, player.idle ? ` (idle ${player.idle})` : "")));
  });
  byId("who").addEventListener("toggle", () => { if (byId("who").open && asked) ask(); });
  setInterval(() => { if (asked && byId("who").open && !document.hidden) ask(); }, often);
}
