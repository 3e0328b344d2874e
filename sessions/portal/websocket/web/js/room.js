// The room: its name, its exits to click, who is here.
import { byId, element } from "./dom.js";
import * as gmcp from "./gmcp.js";
import { reveal } from "./panes.js";
import { names, rank } from "./compass.js";

let players = [];

export function start(send) {
  gmcp.on("Room.Info", (room) => {
    reveal("room");
    byId("room-name").textContent = room.name;
    byId("room-area").textContent = room.area || "";
    const exits = Object.keys(room.exits || {}).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
    byId("exits").replaceChildren(...exits.map((exit) => element("li", {},
      element("button", { type: "button", "data-exit": exit, click: () => send(exit) }, names[exit] || exit))));
    byId("no-exits").hidden = exits.length > 0;
  });
  const show = () => {
    byId("here").replaceChildren(...players.map((player) => element("li", {}, player.fullname || player.name)));
    byId("nobody-here").hidden = players.length > 0;
  };
  gmcp.on("Room.Players", (list) => { players = list; show(); });
  gmcp.on("Room.AddPlayer", (player) => { players = [...players.filter((p) => p.name !== player.name), player]; show(); });
  gmcp.on("Room.RemovePlayer", (name) => { players = players.filter((p) => p.name !== name); show(); });
}
