// Out-of-band data (GMCP): who wants a message says so here, and the server is told which modules that takes.
import { introduction, say, sendData } from "./socket.js";

const handlers = new Map();

export function on(name, handler) {
  const key = name.toLowerCase();
  handlers.set(key, [...(handlers.get(key) || []), handler]);
}

export function receive(name, data) {
  for (const handler of handlers.get(name.toLowerCase()) || []) handler(data);
}

export const send = sendData;

const modules = ["Char 1", "Char.Login 1", "Room 1", "Comm.Channel 1", "Client.Media 1", "Game 1"];

introduction.push(() => {
  say({ t: "oob", name: "Core.Hello", data: { client: "mud web client", version: "2" } });
  say({ t: "oob", name: "Core.Supports.Set", data: modules });
});
