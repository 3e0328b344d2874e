// The command line: what is typed, hidden or not, and the prompt before it.
import * as history from "./history.js";
import * as log from "./log.js";
import { isSecret, shown } from "./secret.js";
import { connect, isConnected, isOver, sendLine } from "./socket.js";

const line = document.getElementById("line"), prompt = document.getElementById("prompt"), label = document.querySelector("label[for=line]");
let hidden = false, lastPrompt = "";
let expand = (typed) => [typed];

// setPrompt shows what the game asks. A new question is read out, one that comes with each line is not.
export function setPrompt(html) {
  prompt.innerHTML = html;
  const text = prompt.textContent.trim();
  label.textContent = text || "Command";
  if (text && text !== lastPrompt) document.getElementById("announce").textContent = text;
  lastPrompt = text || lastPrompt;
}

// mask hides what is typed. A password manager sees a field for a password.
export function mask(on) {
  if (on === hidden) return;
  hidden = on;
  line.type = on ? "password" : "text";
  line.autocomplete = on ? "current-password" : "off";
  if (on) line.value = "";
  line.focus();
}

// send sends one line as it stands. While something is asked unseen only its answer is sent: no click, key or trigger
// gives itself for a password.
export function send(command, { answer = false } = {}) {
  if (hidden && !answer) return false;
  if (!sendLine(command, hidden || isSecret(command))) {
    log.addNotice("Not connected, and ten lines wait already: this one was not sent.");
    return false;
  }
  log.addTyped((prompt.textContent + (hidden ? "•".repeat(8) : shown(command))).trim());
  if (!isConnected()) log.addNotice("That is sent as soon as the connection is back.");
  setPrompt("");
  log.toEnd();
  return true;
}

export const focus = () => line.focus();

// start makes the line work. expansion turns what is typed into lines to send.
export function start(expansion) {
  expand = expansion;
  log.clickable(prompt, send);
  document.getElementById("entry").addEventListener("submit", (event) => {
    event.preventDefault();
    if (isOver()) return connect();
    const typed = line.value;
    if (!hidden && !isSecret(typed)) history.add(typed);
    const lines = hidden ? [typed] : expand(typed);
    if (lines.every((each) => send(each, { answer: true }))) line.value = "";
  });
  line.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (hidden || !direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const found = history.step(direction, line.value);
    if (found !== undefined) line.value = found;
  });
  line.addEventListener("input", history.leave);
  // Typing anywhere goes to the line, but for keys that mean something where they are pressed.
  document.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, dialog, button, summary, [role=tab]")) return;
    line.focus();
  });
}
