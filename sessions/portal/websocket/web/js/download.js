// Saving the log, as text and as a page that looks like it did.
import { entries } from "./log.js";

const game = document.querySelector("h1").textContent.trim();

function save(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const fileName = (ending) => `${game} ${new Date().toISOString().slice(0, 16).replace("T", " ").replace(":", ".")}.${ending}`;

export function asText() {
  const plain = document.createElement("div");
  return entries.map((entry) => {
    plain.innerHTML = entry.html;
    return (entry.kind === "typed" ? "> " : "") + plain.textContent;
  }).join("\n") + "\n";
}

// The colours of 24 bit are set by style attributes here: the saved page runs no script.
function dressed(html) {
  const node = document.createElement("template");
  node.innerHTML = html;
  for (const span of node.content.querySelectorAll("[data-fg],[data-bg]")) {
    span.setAttribute("style", `--fg:${span.dataset.fg || "inherit"};--bg:${span.dataset.bg || "inherit"}`);
  }
  for (const link of node.content.querySelectorAll("a[data-send]")) link.replaceWith(...link.childNodes);
  return node.innerHTML;
}

export async function asPage() {
  const sheet = document.querySelector("link[data-colours]").href;
  const colours = await fetch(sheet).then((answer) => answer.text());
  const title = document.createElement("span");
  title.textContent = game;
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${title.innerHTML}</title>\n<style>\n` +
    "body{background:#14161a;color:#d7dae0;font:16px/1.5 monospace;white-space:pre-wrap;max-width:100ch;margin:1rem auto}" +
    ".typed{color:#9fb3c8}.typed::before{content:'> '}.notice{color:#9aa3b2;font-style:italic}" +
    `\n${colours}</style>\n` + entries.map((entry) => `<div class="${entry.kind}">${dressed(entry.html)}</div>`).join("\n") + "\n</html>\n";
}

export function start() {
  document.getElementById("save-text").addEventListener("click", () => save(fileName("txt"), "text/plain;charset=utf-8", asText()));
  document.getElementById("save-page").addEventListener("click", async () => save(fileName("html"), "text/html;charset=utf-8", await asPage()));
}
