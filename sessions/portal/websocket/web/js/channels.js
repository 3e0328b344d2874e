// What is said, a tab for each channel.
import { byId, element } from "./dom.js";
import * as gmcp from "./gmcp.js";
import { reveal } from "./panes.js";
import { keep } from "./resume.js";

const most = 200;   // texts kept
const all = "";     // the tab of everything
let list = [], texts = [], chosen = all, unread = new Set();

const caption = (name) => (name === all ? "All" : list.find((c) => c.name === name)?.caption || name);

function tabs() {
  const names = [all, ...new Set([...list.map((c) => c.name), ...texts.map((t) => t.channel)])];
  if (!names.includes(chosen)) chosen = all;
  byId("channel-tabs").replaceChildren(...names.map((name, at) => element("button", {
    type: "button", role: "tab", id: `tab-${at}`, "aria-controls": "channel-texts", "aria-selected": String(name === chosen),
    tabindex: name === chosen ? "0" : "-1", click: () => choose(name),
  }, caption(name), unread.has(name) ? element("span", { class: "unread" }, " (new)") : "")));
}

function show() {
  tabs();
  const shown = texts.filter((t) => chosen === all || t.channel === chosen);
  const area = byId("channel-texts");
  area.replaceChildren(...shown.map((t) => element("p", {}, element("time", {}, t.at), " ", element("b", {}, t.talker ? `${t.talker}: ` : ""), t.text)));
  area.setAttribute("aria-labelledby", byId("channel-tabs").querySelector("[aria-selected=true]").id);
  area.scrollTop = area.scrollHeight;
}

function choose(name) {
  chosen = name;
  unread.delete(name);
  show();
}

export function start() {
  keep("texts", () => texts, (old) => { texts = old; if (texts.length > 0) { reveal("channels"); show(); } });
  gmcp.on("Comm.Channel.List", (channels) => {
    list = channels;
    reveal("channels");
    show();
  });
  gmcp.on("Comm.Channel.Text", ({ channel, talker, text }) => {
    const at = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    texts = [...texts, { channel, talker, text, at }].slice(-most);
    if (chosen !== all && chosen !== channel) unread.add(channel);
    reveal("channels");
    show();
  });
  byId("channel-tabs").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const buttons = [...event.currentTarget.children], at = buttons.findIndex((b) => b.getAttribute("aria-selected") === "true");
    buttons[(at + step + buttons.length) % buttons.length].click();
    event.currentTarget.querySelector("[aria-selected=true]").focus();
  });
}
