// The server's two streams without a client library: what is sent need not be a message.
import { once } from "node:events";

import { until } from "./editor.mjs";
import { startServer } from "./server.mjs";

/** The bytes of a message with its header. */
export function frame(message, headers = {}) {
  const body = typeof message === "string" ? message : JSON.stringify(message);
  const all = { "Content-Length": Buffer.byteLength(body), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join("")}\r\n${body}`;
}

export class RawServer {
  constructor() {
    this.process = startServer();
    this.ended = once(this.process, "exit");
    this.unread = Buffer.alloc(0);
    this.received = [];
    this.process.stdout.on("data", (chunk) => this.read(chunk));
    this.process.stdin.on("error", () => {});
  }

  // Whatever else stands on the stream is an error of the test's.
  read(chunk) {
    this.unread = Buffer.concat([this.unread, chunk]);
    for (;;) {
      const end = this.unread.indexOf("\r\n\r\n");
      if (end < 0) return;
      const header = this.unread.subarray(0, end).toString();
      const length = /^Content-Length: (\d+)$/.exec(header)?.[1];
      if (length === undefined) throw new Error(`this is no header: ${header}`);
      const next = end + 4 + Number(length);
      if (this.unread.length < next) return;
      this.received.push(JSON.parse(this.unread.subarray(end + 4, next).toString()));
      this.unread = this.unread.subarray(next);
    }
  }

  write(bytes) {
    this.process.stdin.write(bytes);
  }

  send(message) {
    this.write(frame({ jsonrpc: "2.0", ...message }));
  }

  answers(id) {
    return this.received.filter((message) => message.id === id && message.method === undefined);
  }

  async answer(id) {
    const wanted = () => this.answers(id).length > 0;
    await until(wanted, `an answer to ${JSON.stringify(id)}`, () => this.received.at(-1));
    return this.answers(id)[0];
  }

  ask(id, method, params = {}) {
    this.send({ id, method, params });
    return this.answer(id);
  }

  async initialize(workspace, id = 0) {
    const answer = await this.ask(id, "initialize", {
      processId: null,
      rootUri: workspace.uri(),
      capabilities: {},
    });
    this.send({ method: "initialized", params: {} });
    return answer;
  }

  /** The exit status, or the name of the signal, with which the server ends. */
  async end() {
    const [status, signal] = await this.ended;
    return status ?? signal;
  }
}
