// How much text fits on the screen, and the keyboard of a phone that covers part of it.
import { introduction, say } from "./socket.js";

const log = document.getElementById("log");

function tell() {
  const probe = document.createElement("span");
  probe.textContent = "0".repeat(100);
  probe.className = "probe";
  log.append(probe);
  const { width, height } = probe.getBoundingClientRect();
  probe.remove();
  const style = getComputedStyle(log);
  const room = log.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  if (width > 0) say({ t: "flags", v: { SCREENWIDTH: Math.floor(room / (width / 100)), SCREENHEIGHT: Math.floor(log.clientHeight / height) } });
}

export function start() {
  introduction.unshift(tell);
  let timer;
  new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(tell, 300); }).observe(log);
  if (!window.visualViewport) return;
  const fit = () => document.documentElement.style.setProperty("--height", `${visualViewport.height}px`);
  visualViewport.addEventListener("resize", fit);
  fit();
}
