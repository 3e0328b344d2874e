// The dialog that aliases, triggers and keys are edited, saved and loaded in.
import { byId, element } from "./dom.js";
import * as shortcuts from "./shortcuts.js";

const kinds = {
  aliases: { when: "Word", send: "Sends (%1, %*; several with ;)" },
  triggers: { when: "Text, or /pattern/", send: "Sends (may be empty: the line is only marked)" },
  keys: { when: "Key, F1 to F12", send: "Sends" },
};

function row(kind, { when = "", send = "" } = {}) {
  const field = (name, value) => element("td", {}, element("input", { type: "text", value, "aria-label": kinds[kind][name], "data-field": name, autocomplete: "off" }));
  return element("tr", {}, field("when", when), field("send", send),
    element("td", {}, element("button", { type: "button", class: "plain", "aria-label": "Remove this line", click: (e) => e.currentTarget.closest("tr").remove() }, "✕")));
}

const body = (kind) => document.querySelector(`#shortcuts [data-kind=${kind}] tbody`);

function fill() {
  for (const kind of Object.keys(kinds)) body(kind).replaceChildren(...shortcuts.all[kind].map((r) => row(kind, r)));
}

function read() {
  const next = {};
  for (const kind of Object.keys(kinds)) {
    next[kind] = [...body(kind).rows].map((tr) => Object.fromEntries([...tr.querySelectorAll("input")].map((i) => [i.dataset.field, i.value.trim()])))
      .filter((r) => r.when);
  }
  shortcuts.set(next);
}

function exported() {
  const link = element("a", { href: URL.createObjectURL(new Blob([JSON.stringify(shortcuts.all, null, 2)], { type: "application/json" })), download: "shortcuts.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function imported(file) {
  const problem = byId("shortcuts-problem");
  try {
    const next = JSON.parse(await file.text());
    if (!Object.keys(kinds).some((kind) => Array.isArray(next?.[kind]))) throw new Error("it is another file");
    shortcuts.set(next);
    problem.textContent = "Loaded.";
    fill();
  } catch {
    problem.textContent = "That file holds no shortcuts.";
  }
}

export function start(send) {
  const dialog = byId("shortcuts");
  for (const kind of Object.keys(kinds)) {
    document.querySelector(`#shortcuts [data-kind=${kind}] .add`).addEventListener("click", () => {
      body(kind).append(row(kind));
      body(kind).lastElementChild.querySelector("input").focus();
    });
  }
  document.querySelector("[data-dialog=shortcuts]").addEventListener("click", fill);
  dialog.addEventListener("close", read);
  byId("shortcuts-export").addEventListener("click", () => { read(); exported(); });
  byId("shortcuts-import").addEventListener("change", async ({ target }) => {
    if (target.files[0]) await imported(target.files[0]);
    target.value = ""; // the same file may be loaded again
  });
  document.addEventListener("keydown", (event) => {
    if (!/^F\d+$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    const lines = shortcuts.key(event.key);
    if (lines.length === 0) return;
    event.preventDefault();
    for (const line of lines) send(line);
  });
}
