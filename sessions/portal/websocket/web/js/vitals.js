// The numbers of the character as bars with their numbers written on them, and what else is known of it.
import { byId, element } from "./dom.js";
import * as gmcp from "./gmcp.js";

let vitals = {}, status = {}, captions = {};

// A number with a greatest one beside it (hp and maxhp, hp and hp_max) is a bar.
const most = (name) => vitals[`max${name}`] ?? vitals[`max_${name}`] ?? vitals[`${name}_max`] ?? vitals[`${name}max`];
const isMost = (name) => /^max_?|_?max$/.test(name) && name.replace(/^max_?|_?max$/, "") in vitals;

function gauge(name) {
  const value = Number(vitals[name]), top = Number(most(name));
  const text = Number.isFinite(top) ? `${value} / ${top}` : String(vitals[name]);
  const label = captions[name] || name;
  if (!(top > 0)) return element("span", { class: "gauge" }, element("b", {}, label), ` ${text}`);
  const share = Math.max(0, Math.min(1, value / top));
  const fill = element("span", { class: "fill" });
  fill.style.width = `${share * 100}%`;
  return element("span", {
    class: share < 0.25 ? "gauge low" : "gauge", role: "meter", "data-vital": name, "aria-label": label,
    "aria-valuemin": "0", "aria-valuemax": String(top), "aria-valuenow": String(value), "aria-valuetext": text,
  }, fill, element("span", { class: "figures" }, element("b", {}, label), ` ${text}`));
}

function show() {
  const strip = byId("vitals");
  const names = Object.keys(vitals).filter((name) => !isMost(name));
  const rest = Object.entries(status).filter(([key, value]) => key !== "name" && key !== "account" && value !== null && value !== "");
  strip.replaceChildren(...names.map(gauge), ...rest.map(([key, value]) =>
    element("span", { class: "gauge" }, element("b", {}, captions[key] || key), ` ${value}`)));
  strip.hidden = strip.childElementCount === 0;
}

export function start() {
  gmcp.on("Char.Name", () => { vitals = {}; status = {}; show(); });
  gmcp.on("Char.StatusVars", (data) => { captions = { ...captions, ...data }; show(); });
  gmcp.on("Char.Status", (data) => { status = { ...status, ...data }; show(); });
  gmcp.on("Char.Vitals", (data) => { vitals = { ...vitals, ...data }; show(); });
}
