// Logging in and choosing a character by forms, where the game offers it; what is typed works as well.
import { byId, element } from "./dom.js";
import * as gmcp from "./gmcp.js";
import * as input from "./input.js";
import { concealAll } from "./panes.js";
import { sendLine } from "./socket.js";

const form = byId("login"), choices = byId("choices"), account = byId("account"), password = byId("secret"), problem = byId("login-problem");
let creating = false;

function hide() {
  form.hidden = true;
  password.value = "";
  problem.textContent = "";
}

function offer({ type, create }) {
  if (!type?.includes("password-credentials")) return;
  concealAll();
  if (creating) toggle();
  choices.hidden = true;
  form.hidden = false;
  byId("login-new").hidden = !create;
  problem.textContent = "";
  if (matchMedia("(pointer: fine)").matches && !byId("line").value) account.focus(); // on a phone that would open the keyboard
}

// A new account is made by the command for it: there is no message for that.
const quoted = (name) => (/\s/.test(name) ? `"${name}"` : name);

function submit(event) {
  event.preventDefault();
  problem.textContent = "";
  if (creating) {
    input.send(`create ${quoted(account.value.trim())} ${password.value}`);
    password.value = "";
    return;
  }
  if (!gmcp.send("Char.Login.Credentials", { account: account.value.trim(), password: password.value }, true)) {
    problem.textContent = "There is no connection to the game just now.";
  }
}

function toggle() {
  creating = !creating;
  byId("login-title").textContent = creating ? "New account" : "Log in";
  byId("login-go").textContent = creating ? "Make it and play" : "Log in";
  byId("login-new").textContent = creating ? "I have an account" : "New here?";
  password.autocomplete = creating ? "new-password" : "current-password";
  if (creating) password.minLength = 8; else password.removeAttribute("minlength");
}

function result({ success, message }) {
  if (success) return hide();
  problem.textContent = message || "That did not work.";
  password.value = "";
  password.focus();
}

// choose offers the characters of an account that is out of character.
function choose({ characters, create }) {
  hide();
  concealAll();
  byId("characters").replaceChildren(...characters.map(({ name, played }) => element("li", {},
    element("button", { type: "button", click: () => input.send(`ic ${name}`) }, played ? `${name} (played)` : name))));
  byId("new-character").hidden = !create;
  choices.hidden = characters.length === 0 && !create;
}

export function start() {
  form.addEventListener("submit", submit);
  byId("login-new").addEventListener("click", () => { toggle(); account.focus(); });
  byId("login-type").addEventListener("click", () => { hide(); gmcp.send("Char.Login.Credentials", {}); input.focus(); });
  byId("new-character").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = byId("new-name").value.trim();
    if (name && sendLine(`charcreate ${name}`)) byId("new-name").value = "";
  });
  gmcp.on("Char.Login.Default", offer);
  gmcp.on("Char.Login.Result", result);
  gmcp.on("Char.Choices", choose);
  gmcp.on("Char.Name", () => { hide(); choices.hidden = true; });
  gmcp.on("Comm.Channel.List", hide); // it comes with every login
}
