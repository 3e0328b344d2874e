// What a page keeps for itself over a reload: its log together with the number of the last message in it, so that
// the server repeats exactly what the log lacks.
import { tab } from "./store.js";

const parts = new Map(); // name -> what to keep
let kept = tab.get("page", {});

// keep restores what was kept under a name, and from now on keeps what save returns.
export function keep(name, save, restore) {
  parts.set(name, save);
  if (kept[name] !== undefined) restore(kept[name]);
}

function save() {
  tab.set("page", Object.fromEntries([...parts].map(([name, value]) => [name, value()])));
}

addEventListener("pagehide", save);
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });

// A browser that doubles a tab copies what it keeps. The copy asks whether the original lives, and then begins anew,
// so that two tabs do not take one session from each other.
const channel = "BroadcastChannel" in window ? new BroadcastChannel("mud") : null;

export async function forgetIfCopied() {
  const { session } = tab.get("pass", {});
  const copied = session && channel && await asked(session);
  if (copied) {
    tab.remove("pass");
    kept = {};
  }
  channel?.addEventListener("message", ({ data }) => {
    if (data.whose && data.whose === tab.get("pass", {}).session) channel.postMessage({ mine: data.whose });
  });
}

const asked = (session) => new Promise((resolve) => {
  const answer = ({ data }) => { if (data.mine === session) resolve(true); };
  channel.addEventListener("message", answer);
  channel.postMessage({ whose: session });
  setTimeout(() => { channel.removeEventListener("message", answer); resolve(false); }, 150);
});
