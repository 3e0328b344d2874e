// The web client: this file only puts the parts together. No library, nothing to build.
import * as channels from "./channels.js";
import * as download from "./download.js";
import * as gmcp from "./gmcp.js";
import * as history from "./history.js";
import * as input from "./input.js";
import * as log from "./log.js";
import * as login from "./login.js";
import * as map from "./map.js";
import * as media from "./media.js";
import * as notify from "./notify.js";
import * as panes from "./panes.js";
import * as resume from "./resume.js";
import * as room from "./room.js";
import * as screen from "./screen.js";
import * as settings from "./settings.js";
import * as shortcuts from "./shortcuts.js";
import * as shortcutsDialog from "./shortcuts_dialog.js";
import * as socket from "./socket.js";
import * as vitals from "./vitals.js";
import * as who from "./who.js";

const status = document.getElementById("status");

// --- what the game says ---

const takes = {
  text: (part) => {
    const node = log.addHTML(part.html || "", part.type);
    const { lines, marked } = shortcuts.triggered(node.textContent);
    node.classList.toggle("marked", marked);
    for (const line of lines) input.send(line);
  },
  prompt: (part) => input.setPrompt(part.html || ""),
  mask: (part) => input.mask(!!part.on),
  oob: (part) => gmcp.receive(part.name, part.data),
};

const on = (type, handler) => socket.events.addEventListener(type, (event) => handler(event.detail));

on("parts", (parts) => { for (const part of parts) takes[part.k]?.(part); });

// --- what becomes of the connection ---

function setStatus(text, away) {
  status.textContent = text;
  status.classList.toggle("away", away);
}

on("state", ({ connected, again, was, wait }) => {
  if (connected) {
    if (again) log.addNotice("Connected again.");
    setStatus("Connected", false);
    return;
  }
  if (was) log.addNotice("The connection is lost. It comes back by itself as soon as it can.");
  setStatus(wait > 1000 ? `Not connected; trying again in ${Math.ceil(wait / 1000)} s` : "Not connected; trying again…", true);
});

on("welcome", ({ lost, missed, mask }) => {
  if (lost) log.addNotice("Your session ended while you were away. Please log in again.");
  if (missed > 0) log.addNotice("You were away for long: some of what happened meanwhile is not shown.");
  if (lost) input.setPrompt("");
  input.mask(mask);
});

on("unsent", (lines) => { if (lines.length > 0) log.addNotice(`Not sent: ${lines.join("; ")}`); });

on("closed", ({ html, again }) => {
  input.mask(false);
  input.setPrompt("");
  if (html) log.addHTML(html);
  if (again) return;
  log.addNotice("The connection is closed. Press Enter to connect again.");
  setStatus("Closed", true);
});

on("taken", () => {
  log.addNotice("This game goes on in another tab. Press Enter to begin another session here.");
  setStatus("In another tab", true);
});

// --- the beginning ---

await resume.forgetIfCopied();
settings.start();
settings.startDialogs();
panes.start();
log.start((command) => input.send(command));
input.start(shortcuts.expand);
for (const part of [room, map, login, shortcutsDialog]) part.start((command) => input.send(command));
for (const part of [vitals, channels, who, media, notify, download, screen]) part.start();
gmcp.on("Char.Name", ({ name }) => history.of(name));
socket.start();
