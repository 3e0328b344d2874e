// The connection. It comes back by itself, with the token of its session, and nothing is lost or taken twice: messages
// of the server have numbers, and so has what the player types.
import { keep } from "./resume.js";
import { tab } from "./store.js";

// events: parts (what the game says), state (a text for people), welcome, closed, taken, unsent.
export const events = new EventTarget();
const tell = (type, detail) => events.dispatchEvent(new CustomEvent(type, { detail }));

const mostWaiting = 10;      // lines typed while there is no connection
const mostWait = 15000;      // ms between two tries
const silence = 25000;       // ms without a word, after which the server is asked
const patience = 5000;       // ms that its answer may take

let socket = null, started = false, welcomed = false, ended = false, retry = 0, timer;
let heard = 0, askedAt = 0;
const noPass = { token: "", session: 0, try: 0 };
let pass = noPass;           // what opens the session again
let seen = 0, number = 0;    // of the last message in the log, and of the last that was sent
let unknown = [];            // sent or waiting, not known to have come: { message, secret }
let introduced = false;      // whether the server knows what this page can do

export const introduction = []; // functions that send what the server has to know of a page

export function start() {
  started = true;
  pass = tab.get("pass", noPass);
  keep("seen", () => seen, (v) => { seen = v; });
  keep("number", () => number, (v) => { number = v; });
  keep("unknown", () => unknown.filter((u) => !u.secret), (v) => { unknown = v; });
  connect();
}

export const isOver = () => ended;

// say sends what needs no number: it is about the page, and is said again to a new session.
export function say(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

// hand sends a line or out-of-band data, once; without a connection it waits for one. false: too much waits.
function hand(message, secret) {
  if (!welcomed && unknown.length >= mostWaiting) return false;
  const numbered = { ...message, n: ++number };
  unknown.push({ message: numbered, secret });
  if (welcomed) say(numbered);
  return true;
}

export const sendLine = (text, secret = false) => hand({ t: "line", v: text }, secret);
export const sendData = (name, data, secret = false) => hand({ t: "oob", name, data }, secret);
export const isConnected = () => welcomed;

export function connect() {
  clearTimeout(timer);
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  ended = false;
  const mine = socket = new WebSocket(new URL("ws", document.baseURI).href.replace(/^http/, "ws"));
  mine.onopen = () => {
    pass = { ...pass, try: pass.try + 1 };
    tab.set("pass", pass);
    heard = Date.now();
    say({ t: "hello", v: { token: pass.token, seen, try: pass.try } });
  };
  mine.onmessage = (event) => { if (mine === socket) receive(JSON.parse(event.data)); };
  mine.onclose = () => { if (mine === socket) lost(); };
}

function lost() {
  const was = welcomed;
  socket = null;
  welcomed = false;
  askedAt = 0;
  if (ended) return;
  const wait = retry === 0 ? 0 : Math.min(250 * 2 ** retry, mostWait) * (0.8 + 0.4 * Math.random());
  retry++;
  tell("state", { connected: false, was, wait });
  timer = setTimeout(connect, wait);
}

function receive(message) {
  heard = Date.now();
  askedAt = 0;
  if (message.welcome) return welcome(message.welcome);
  if (message.got) unknown = unknown.filter((u) => u.message.n > message.got);
  if (message.parts || message.pong) introduced = true;
  if (message.parts && message.n > seen) {
    seen = message.n;
    tell("parts", message.parts);
  }
  if (message.taken) end("taken");
  if (message.close === undefined) return;
  if (message.again) tell("closed", { html: message.close, again: true });
  else end("closed", { html: message.close });
}

function end(type, detail) {
  ended = true;
  unknown = [];
  pass = noPass;
  tab.remove("pass");
  tell(type, detail);
}

function welcome(w) {
  const lostSession = w.new && pass.session !== 0;
  const waiting = unknown;
  pass = { token: w.token, session: w.session, try: pass.try };
  tab.set("pass", pass);
  if (w.new) {
    seen = number = 0;
    introduced = false;
    unknown = [];
  } else {
    unknown = unknown.filter((u) => u.message.n > w.got);
    number = Math.max(number, w.got);
  }
  welcomed = true;
  const again = retry > 0;
  retry = 0;
  if (!introduced) for (const introduce of introduction) introduce();
  say({ t: "ready" });
  if (!w.new) for (const { message } of unknown) say(message);
  else if (!lostSession) for (const { message, secret } of waiting) hand({ ...message, n: undefined }, secret);
  tell("welcome", { lost: lostSession, missed: w.missed, mask: w.mask });
  if (lostSession && waiting.length > 0) tell("unsent", waiting.filter((u) => u.message.t === "line" && !u.secret).map((u) => u.message.v));
  tell("state", { connected: true, again });
}

// A connection may be dead without a word, after a sleep for one. Who hears nothing asks.
function ask() {
  if (!welcomed || askedAt) return;
  askedAt = Date.now();
  say({ t: "ping" });
}

setInterval(() => {
  if (!welcomed) return;
  if (askedAt && Date.now() - askedAt > patience) {
    const dead = socket;
    lost();
    dead.close();
  } else if (Date.now() - heard > silence) ask();
}, 1000);

function awake() {
  if (document.hidden || ended || !started) return;
  if (socket?.readyState === WebSocket.OPEN) ask();
  else connect();
}
addEventListener("online", awake);
addEventListener("pageshow", awake);
document.addEventListener("visibilitychange", awake);
