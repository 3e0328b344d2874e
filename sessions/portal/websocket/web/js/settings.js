// What a player sets for this browser.
import { byId } from "./dom.js";
import { say, introduction } from "./socket.js";
import { local } from "./store.js";

const defaults = { theme: "dark", size: 16, reader: false, sound: false, volume: 50, notify: "off" };
const values = { ...defaults, ...local.get("settings", {}) };
const listeners = [];

export const get = (name) => values[name];
export const onChange = (listener) => listeners.push(listener);

function apply() {
  const root = document.documentElement;
  root.dataset.theme = values.theme;
  root.classList.toggle("reader", values.reader);
  root.style.setProperty("--size", `${values.size}px`);
  for (const listener of listeners) listener();
}

const tellReader = () => say({ t: "flags", v: { SCREENREADER: values.reader } });

function take(field) {
  const value = field.type === "checkbox" ? field.checked : field.type === "range" || field.type === "number" ? Number(field.value) : field.value;
  const reader = field.name === "reader";
  if (reader || values[field.name] !== value) {
    values[field.name] = value;
    local.set("settings", values);
    if (reader) tellReader();
    if (field.name === "notify" && value === "desktop") Notification?.requestPermission?.();
    apply();
  }
}

export function start() {
  const form = byId("settings-form");
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = values[field.name];
    else field.value = values[field.name];
    field.addEventListener("change", () => take(field));
  }
  if (values.reader) introduction.unshift(tellReader); // before the first screen
  apply();
}

// start of dialogs: a button names the one that it opens.
export function startDialogs() {
  for (const button of document.querySelectorAll("[data-dialog]")) {
    button.addEventListener("click", () => byId(button.dataset.dialog).showModal());
  }
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
}
