// What was typed before, 500 lines for each character, and the way through it by a beginning.
import { local } from "./store.js";

const most = 500;
let name = "", lines = [], at = -1, draft = "";

// of takes the history of a character.
export function of(character) {
  if (character === name) return;
  name = character;
  lines = local.get(`history.${name}`, []);
  at = -1;
}
of("nobody yet");

export function add(line) {
  at = -1;
  if (!line.trim() || lines[lines.length - 1] === line) return;
  lines.push(line);
  lines = lines.slice(-most);
  local.set(`history.${name}`, lines);
}

// step goes one line back (-1) or forth (1) among those that begin as what stands there did. Undefined: stay.
export function step(direction, current) {
  if (at < 0) { draft = current; at = lines.length; }
  let next = at + direction;
  while (next >= 0 && next < lines.length && !lines[next].startsWith(draft)) next += direction;
  if (next < 0) return undefined;
  at = next >= lines.length ? -1 : next;
  return at < 0 ? draft : lines[at];
}

export const leave = () => { at = -1; };
