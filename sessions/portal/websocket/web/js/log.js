// The log: what happens in the game, newest below. What is in it is kept over a reload, and can be saved.
import { keep } from "./resume.js";

const log = document.getElementById("log"), more = document.getElementById("more");
const mostLines = 5000, mostKept = 1_500_000; // lines on the page; characters kept over a reload
const leaving = 300; // ms that the way up takes to begin

export const entries = []; // { html, kind, type, at, lines }
let total = 0, unseen = 0;

const listeners = [];
export const onEntry = (listener) => listeners.push(listener);

const escaper = document.createElement("span");
export function escape(text) {
  escaper.textContent = text;
  return escaper.innerHTML;
}

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

// addHTML adds what the server's renderer made: nothing else is ever taken as markup.
export function addHTML(html, type) {
  return add({ html: html.replace(/\n$/, ""), kind: "text", type });
}

// addTyped and addNotice add what this page says itself.
export const addTyped = (text) => add({ html: escape(text), kind: "typed" });
export const addNotice = (text) => add({ html: escape(text), kind: "notice" });

// follow tells whether the end is to be seen, and goes on showing it. To measure that is slow, so texts that come
// together are measured once.
let following = null, leftAt = 0;
function follow() {
  if (following === null) {
    following = Date.now() - leftAt > leaving && atEnd();
    requestAnimationFrame(() => {
      if (following) toEnd();
      following = null;
    });
  }
  return following;
}

// Who begins to scroll up is not drawn back, however fast new texts come.
function leave(event) {
  if (event.type === "keydown" ? !["ArrowUp", "PageUp", "Home"].includes(event.key) : event.deltaY > 0) return;
  leftAt = Date.now();
  if (following) following = false;
}

function add(entry) {
  entry.at = Date.now();
  entry.lines = entry.html.split("\n").length;
  const end = follow();
  const node = show(entry);
  if (!end && entry.kind === "text") {
    unseen += entry.lines;
    more.hidden = false;
    more.textContent = unseen === 1 ? "1 new line" : `${unseen} new lines`;
  }
  for (const listener of listeners) listener(entry, node);
  return node;
}

function show(entry) {
  const node = document.createElement("div");
  node.className = entry.kind;
  node.innerHTML = entry.html;
  if (entry.type) node.dataset.type = entry.type;
  if (entry.kind === "typed") node.setAttribute("aria-live", "off"); // who typed it knows it
  dress(node);
  log.append(node);
  entries.push(entry);
  total += entry.lines;
  while (total > mostLines && entries.length > 1) {
    total -= entries.shift().lines;
    log.firstElementChild.remove();
  }
  return node;
}

// dress gives colours of 24 bit and links what a strict policy keeps out of the markup.
function dress(node) {
  for (const span of node.querySelectorAll("span")) {
    if (span.dataset.bg || /\bb\d/.test(span.className)) span.classList.add("on-colour"); // the game chose both colours
    if (span.dataset.fg) span.style.setProperty("--fg", span.dataset.fg);
    if (span.dataset.bg) span.style.setProperty("--bg", span.dataset.bg);
  }
  for (const link of node.querySelectorAll("a[data-send]")) {
    link.tabIndex = 0;
    link.setAttribute("role", "button");
  }
}

// toEnd shows the end, whatever was read before.
export function toEnd() {
  leftAt = 0;
  if (following === false) following = true;
  log.scrollTop = log.scrollHeight;
}

// start shows what was kept, and calls send for commands that are clicked.
export function start(send) {
  keep("log", () => {
    let room = mostKept, from = entries.length;
    while (from > 0 && (room -= entries[from - 1].html.length + 60) > 0) from--;
    return entries.slice(from);
  }, (old) => { for (const entry of old) show(entry); toEnd(); });
  more.addEventListener("click", () => { toEnd(); document.getElementById("line").focus(); });
  for (const kind of ["wheel", "touchmove", "keydown"]) log.addEventListener(kind, leave, { passive: true });
  let followed = true; // whether the end was to be seen before the log became another size
  log.addEventListener("scroll", () => {
    followed = atEnd();
    if (!followed) return;
    unseen = 0;
    more.hidden = true;
  });
  new ResizeObserver(() => { if (followed) toEnd(); }).observe(log);
  clickable(log, send);
}

// clickable calls send for the commands of links in a node that are clicked, or chosen with a key.
export function clickable(node, send) {
  for (const kind of ["click", "keydown"]) {
    node.addEventListener(kind, (event) => {
      const link = event.target.closest?.("a[data-send]");
      if (!link || (kind === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      send(link.dataset.send);
    });
  }
}
