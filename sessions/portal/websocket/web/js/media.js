// Sounds and music of the game (Client.Media), for players who want them.
import * as gmcp from "./gmcp.js";
import * as log from "./log.js";
import * as settings from "./settings.js";

const playing = new Map(); // key -> { audio, tag, volume }
let base = "", count = 0;

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
    if (left < 0 || --left > 0) audio.play().catch(() => playing.delete(key));
    else playing.delete(key);
  });
  playing.set(key, { audio, tag: data.tag, name: data.name, type: data.type, volume: data.volume });
  audio.play().catch(() => playing.delete(key)); // the file is missing, or the browser wants a click first
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
  gmcp.on("Client.Media.Play", play);
  gmcp.on("Client.Media.Stop", (data) => stop((p, key) => ["name", "type", "tag"].every((f) => data?.[f] === undefined || data[f] === p[f])
    && (data?.key === undefined || data.key === key)));
  settings.onChange(() => {
    if (!settings.get("sound")) stop(() => true);
    for (const p of playing.values()) p.audio.volume = loudness(p.volume);
  });
}
