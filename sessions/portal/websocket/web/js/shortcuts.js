// Aliases, triggers and keys of this browser. They are only ever lines that the player could have typed.
import { local } from "./store.js";

const most = 10, within = 10000; // a trigger sends so many times in so many ms: two games must not talk for ever
export let all = local.get("shortcuts", { aliases: [], triggers: [], keys: [] });

export function set(next) {
  const rows = (list) => (Array.isArray(list) ? list : []).filter((r) => typeof r?.when === "string" && typeof r?.send === "string")
    .map(({ when, send }) => ({ when, send }));
  all = { aliases: rows(next?.aliases), triggers: rows(next?.triggers), keys: rows(next?.keys) };
  local.set("shortcuts", all);
}

const lines = (text) => text.split(";").map((line) => line.trim()).filter(Boolean);

// expand turns what was typed into lines: an alias is its first word; %1 to %9 are the words after it, %* all of them.
export function expand(typed) {
  const [first, ...words] = typed.trim().split(/\s+/);
  const alias = first && all.aliases.find((a) => a.when === first);
  if (!alias || lines(alias.send).length === 0) return [typed];
  const rest = typed.trim().slice(first.length).trim();
  let used = false;
  const filled = lines(alias.send).map((line) => line.replace(/%([1-9*])/g, (_, n) => { used = true; return n === "*" ? rest : words[n - 1] || ""; }));
  return used || !rest ? filled : [...filled.slice(0, -1), `${filled.at(-1)} ${rest}`];
}

const pattern = (when) => {
  const written = /^\/(.+)\/(i?)$/.exec(when);
  try { return written ? new RegExp(written[1], written[2]) : null; } catch { return null; }
};
const sent = new Map(); // trigger -> when it was sent lately

// triggered returns what is to be sent because of a text, and whether it is to be marked.
export function triggered(text) {
  const out = [];
  let marked = false;
  for (const trigger of all.triggers) {
    const found = pattern(trigger.when)?.exec(text) || (trigger.when && text.includes(trigger.when) ? [trigger.when] : null);
    if (!found) continue;
    marked = true;
    const lately = (sent.get(trigger) || []).filter((at) => Date.now() - at < within);
    if (lately.length >= most) continue;
    sent.set(trigger, [...lately, Date.now()]);
    out.push(...lines(trigger.send).map((line) => line.replace(/%([0-9])/g, (_, n) => found[n] || "")));
  }
  return { lines: out, marked };
}

export const key = (name) => lines(all.keys.find((k) => k.when.toUpperCase() === name.toUpperCase())?.send || "");
