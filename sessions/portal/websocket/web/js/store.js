// What the browser keeps, as JSON. One that keeps nothing (a private window, a full disk) costs only that.
const keeper = (kind) => ({
  get(key, fallback) {
    try { return JSON.parse(window[kind].getItem(`mud.${key}`)) ?? fallback; } catch { return fallback; }
  },
  set(key, value) {
    try { window[kind].setItem(`mud.${key}`, JSON.stringify(value)); return true; } catch { return false; }
  },
  remove(key) {
    try { window[kind].removeItem(`mud.${key}`); } catch { /* it was never kept */ }
  },
});

export const local = keeper("localStorage"); // for this browser
export const tab = keeper("sessionStorage"); // for this tab, over a reload
