// The panels beside the log. A panel shows itself with its first data; on a narrow screen one at a time is opened
// from the bar at the bottom.
import { byId, element } from "./dom.js";
import { local } from "./store.js";

const narrow = matchMedia("(max-width: 600px)");
const side = byId("panes"), bar = byId("bar");
let folded = local.get("folded", {});

// reveal shows a panel, now that there is something in it.
export function reveal(name) {
  const pane = byId(name);
  if (!pane.hidden) return;
  pane.hidden = false;
  side.hidden = false;
  button(name).hidden = false;
}

// conceal takes the panels away: the character has left the game.
export function concealAll() {
  for (const pane of side.children) pane.hidden = true;
  for (const each of bar.children) each.hidden = true;
  side.hidden = true;
  open(null);
}

const button = (name) => bar.querySelector(`[data-pane=${name}]`);
let opened = null;

function open(name) {
  opened = name;
  for (const each of bar.children) each.setAttribute("aria-expanded", String(each.dataset.pane === name));
  for (const pane of side.children) pane.classList.toggle("opened", pane.id === name);
  side.classList.toggle("opened", name !== null);
  if (name && narrow.matches) byId(name).open = true;
}

export function start() {
  for (const pane of side.children) {
    const name = pane.id;
    pane.open = !folded[name];
    pane.addEventListener("toggle", () => {
      if (narrow.matches) return;
      folded = { ...folded, [name]: !pane.open };
      local.set("folded", folded);
    });
    bar.append(element("button", {
      type: "button", "data-pane": name, "aria-controls": name, "aria-expanded": "false", hidden: true,
      click: () => open(opened === name ? null : name),
    }, pane.querySelector("summary").textContent));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened) { button(opened).focus(); open(null); }
  });
  narrow.addEventListener("change", () => open(null));
}
