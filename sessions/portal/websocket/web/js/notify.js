// Telling a player who looks elsewhere that something happened; off until asked for.
import * as log from "./log.js";
import * as settings from "./settings.js";

const title = document.title, often = 5000;
let missed = 0, last = 0;

function note(entry, node) {
  if (!document.hidden || entry.kind !== "text" || settings.get("notify") === "off") return;
  missed += entry.lines;
  document.title = `(${missed}) ${title}`;
  if (settings.get("notify") !== "desktop" || Date.now() - last < often || window.Notification?.permission !== "granted") return;
  last = Date.now();
  const shown = new Notification(title, { body: node.textContent.slice(0, 200), tag: "mud" });
  shown.onclick = () => { window.focus(); shown.close(); };
}

export function start() {
  log.onEntry(note);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    missed = 0;
    document.title = title;
  });
}
