// The web client: one page, one connection, no library.
const $ = (id) => document.getElementById(id);
const log = $("log"), line = $("line"), prompt = $("prompt"), status = $("status"), more = $("more");
const title = document.title;
const maxLines = 5000, maxHistory = 500;

let socket, retry = 0, timer, over = false;   // the connection
let hidden = false, draft = "", at = -1;      // the input
let unseen = 0, missed = 0;                   // what was not looked at
const history = JSON.parse(sessionStorage.getItem("history") || "[]");

// --- the log ---

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

function append(node, kind) {
  const end = atEnd();
  if (kind) node.className = kind;
  log.append(node);
  while (log.childElementCount > maxLines) log.firstElementChild.remove();
  if (end) log.scrollTop = log.scrollHeight;
  else { unseen++; more.hidden = false; more.textContent = unseen === 1 ? "1 new line" : `${unseen} new lines`; }
  if (document.hidden) { missed++; document.title = `(${missed}) ${title}`; }
}

function text(content, kind) {
  const div = document.createElement("div");
  div.textContent = content;
  append(div, kind);
}

// Only what the server's renderer made is taken as markup.
function html(content, kind) {
  const div = document.createElement("div");
  div.innerHTML = content.replace(/\n$/, "");
  for (const span of div.querySelectorAll("[data-fg],[data-bg]")) {
    if (span.dataset.fg) span.style.setProperty("--fg", span.dataset.fg);
    if (span.dataset.bg) span.style.setProperty("--bg", span.dataset.bg);
  }
  for (const link of div.querySelectorAll("a[data-send]")) { link.tabIndex = 0; link.setAttribute("role", "button"); }
  append(div, kind);
}

more.addEventListener("click", () => { log.scrollTop = log.scrollHeight; line.focus(); });
log.addEventListener("scroll", () => { if (atEnd()) { unseen = 0; more.hidden = true; } });
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  missed = 0; document.title = title;
  if (!over && socket?.readyState !== WebSocket.OPEN) connect();
});
for (const kind of ["click", "keydown"]) {
  log.addEventListener(kind, (event) => {
    const link = event.target.closest?.("a[data-send]");
    if (!link || (kind === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    send(link.dataset.send);
  });
}

// --- the connection ---

function say(t, v) {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(JSON.stringify({ t, v }));
  return true;
}

function tellSize() {
  const probe = document.createElement("span");
  probe.textContent = "0".repeat(100);
  probe.style.position = "absolute"; probe.style.visibility = "hidden";
  log.append(probe);
  const width = probe.getBoundingClientRect().width / 100;
  probe.remove();
  const style = getComputedStyle(log);
  const room = log.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  if (width > 0) say("flags", { SCREENWIDTH: Math.floor(room / width), SCREENHEIGHT: Math.floor(log.clientHeight / 24) });
}

function connect() {
  clearTimeout(timer);
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  socket = new WebSocket(new URL("ws", location.href.replace(/^http/, "ws")));
  socket.addEventListener("open", () => {
    if (retry > 0) text("Connected again.", "notice");
    retry = 0;
    status.textContent = "Connected"; status.className = "";
    tellSize();
    say("ready");
  });
  socket.addEventListener("message", (event) => receive(JSON.parse(event.data)));
  socket.addEventListener("close", lost);
}

function lost() {
  mask(false);
  prompt.textContent = "";
  if (over) return;
  if (retry === 0) text("The connection is lost. It comes back by itself as soon as it can.", "notice");
  const wait = Math.min(500 * 2 ** retry++, 15000);
  status.textContent = `Not connected; trying again in ${Math.ceil(wait / 1000)} s`; status.className = "away";
  timer = setTimeout(connect, wait);
}

function receive(message) {
  for (const part of message.parts || []) {
    if (part.k === "text") html(part.html || "", part.type);
    else if (part.k === "prompt") { const d = document.createElement("div"); d.innerHTML = part.html || ""; prompt.textContent = d.textContent; html(part.html || "", "prompt"); }
    else if (part.k === "mask") mask(!!part.on);
  }
  if (message.close !== undefined) {
    over = true;
    html(message.close, "notice");
    text("The connection is closed. Press Enter to connect again.", "notice");
    status.textContent = "Closed"; status.className = "away";
  }
}

addEventListener("online", () => { if (!over) connect(); });
addEventListener("resize", () => { clearTimeout(tellSize.timer); tellSize.timer = setTimeout(tellSize, 300); });

// --- the input ---

function mask(on) {
  if (on === hidden) return;
  hidden = on;
  line.type = on ? "password" : "text";
  line.autocomplete = on ? "current-password" : "off";
  line.value = on ? "" : line.value;
  line.focus();
}

function send(command) {
  if (!say("line", command)) { text("Not connected: this was not sent.", "notice"); return false; }
  prompt.textContent = "";
  if (hidden) return true;
  text(shown(command), "typed");
  log.scrollTop = log.scrollHeight;
  if (command.trim() && !secret(command) && history[history.length - 1] !== command) {
    history.push(command);
    if (history.length > maxHistory) history.shift();
    sessionStorage.setItem("history", JSON.stringify(history));
  }
  return true;
}

// A line with a password in it is kept nowhere, and shown without it.
const secret = (command) => /^\s*(co|con|conn|connect|cre|cr|create|password)\b/i.test(command);
const shown = (command) => secret(command)
  ? command.replace(/^(\s*(?:password\s|\S+\s+(?:"[^"]*"|\S+)\s)).+$/i, "$1••••••••")
  : command;

$("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  if (over) { over = false; retry = 0; connect(); return; }
  if (send(line.value)) { line.value = ""; at = -1; }
});

line.addEventListener("keydown", (event) => {
  if (hidden || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  event.preventDefault();
  if (at < 0) { draft = line.value; at = history.length; }
  const step = event.key === "ArrowUp" ? -1 : 1;
  let next = at + step;
  while (next >= 0 && next < history.length && !history[next].startsWith(draft)) next += step;
  if (next < 0) return;
  at = next >= history.length ? -1 : next;
  line.value = at < 0 ? draft : history[at];
});
line.addEventListener("input", () => { at = -1; });

// The keyboard of a phone covers part of the page: use what is left of it.
if (window.visualViewport) {
  const fit = () => document.documentElement.style.setProperty("--height", `${visualViewport.height}px`);
  visualViewport.addEventListener("resize", fit);
  fit();
}

connect();
