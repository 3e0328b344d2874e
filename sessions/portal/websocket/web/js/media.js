// Sounds and music of the game (Client.Media), for players who want them.
import * as gmcp from "./gmcp.js";
import * as log from "./log.js";
import * as settings from "./settings.js";

const playing = new Map(); // key -> { audio, tag, volume }
let base = "", count = 0, refused = false;

function address(data) {
  try {
    const url = new URL(data.name, data.url || base || document.baseURI);
    return url.origin === location.origin || url.protocol === "https:" ? url.href : null;
  } catch { return null; }
}

const loudness = (volume) => Math.min(1, Math.max(0, ((volume ?? 50) / 100) * (settings.get("volume") / 100)));

function play(data) {
  if (data.caption && (settings.get("reader") || !settings.get("sound"))) log.addNotice(`[${data.caption}]`);
  const url = address(data);
  if (!url || !settings.get("sound") || data.type === "video") return;
  const key = data.key || `sound ${count++}`;
  stop((p, k) => k === key);
  const audio = new Audio(url);
  let left = data.loops ?? 1;
  audio.volume = loudness(data.volume);
  audio.addEventListener("ended", () => {
    if (left < 0 || --left > 0) sound(key, audio);
    else playing.delete(key);
  });
  playing.set(key, { audio, tag: data.tag, name: data.name, type: data.type, volume: data.volume });
  sound(key, audio);
}

// sound begins to play. A page that was loaded anew makes no sound before its player has clicked or typed: then what
// would be heard by now begins. What cannot be played at all, as a file that is missing, is forgotten.
function sound(key, audio) {
  audio.play().catch((why) => {
    if (why.name === "NotAllowedError") refused = true;
    else playing.delete(key);
  });
}

function allowed() {
  if (!refused) return;
  refused = false;
  for (const [key, { audio }] of playing) if (audio.paused) sound(key, audio);
}

// What is loaded ahead is kept by the browser.
function load(data) {
  const url = address(data);
  if (!url || !settings.get("sound") || data.type === "video") return;
  const audio = new Audio();
  audio.preload = "auto";
  audio.src = url;
}

function stop(which) {
  for (const [key, p] of playing) {
    if (!which(p, key)) continue;
    p.audio.pause();
    playing.delete(key);
  }
}

export function start() {
  gmcp.on("Client.Media.Default", (data) => { base = data?.url || ""; });
  gmcp.on("Client.Media.Load", load);
  gmcp.on("Client.Media.Play", play);
  gmcp.on("Client.Media.Stop", (data) => stop((p, key) => ["name", "type", "tag"].every((f) => data?.[f] === undefined || data[f] === p[f])
    && (data?.key === undefined || data.key === key)));
  for (const gesture of ["pointerup", "keydown"]) document.addEventListener(gesture, allowed);
  settings.onChange(() => {
    if (!settings.get("sound")) stop(() => true);
    for (const p of playing.values()) p.audio.volume = loudness(p.volume);
  });
}
