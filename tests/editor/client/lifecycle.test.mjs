import assert from "node:assert/strict";
import { test } from "node:test";

import { RawServer, frame } from "./raw.mjs";
import { Workspace } from "./workspace.mjs";

const serverNotInitialized = -32002;
const invalidRequest = -32600;
const methodNotFound = -32601;
const invalidParams = -32602;

async function stop(server) {
  assert.equal((await server.ask("bye", "shutdown")).result, null);
  server.send({ method: "exit" });
  assert.equal(await server.end(), 0);
}

test("before initialize every request is refused and every notification is dropped", async () => {
  const server = new RawServer();
  const refused = await server.ask(1, "textDocument/hover");
  assert.equal(refused.error.code, serverNotInitialized);
  server.send({ method: "textDocument/didOpen", params: {} });
  assert.equal((await server.ask(2, "shutdown")).error.code, serverNotInitialized);
  const { result } = await server.initialize(Workspace.walkthrough(), 3);
  assert.equal(result.serverInfo.name, "irsalint");
  assert.match(result.serverInfo.version, /^\d+\.\d+\.\d+$/);
  await stop(server);
});

test("a second initialize is refused", async () => {
  const server = new RawServer();
  const workspace = Workspace.walkthrough();
  await server.initialize(workspace, 1);
  assert.equal((await server.initialize(workspace, 2)).error.code, invalidRequest);
  await stop(server);
});

test("unknown requests are answered, unknown notifications are not", async () => {
  const server = new RawServer();
  await server.initialize(Workspace.walkthrough(), 1);
  assert.equal((await server.ask(2, "textDocument/rename")).error.code, methodNotFound);
  assert.equal((await server.ask(3, "$/unheardOf")).error.code, methodNotFound);
  server.send({ method: "unheardOf", params: {} });
  server.send({ method: "$/unheardOf", params: {} });
  server.send({ method: "$/setTrace", params: { value: "verbose" } });
  const refused = await server.ask(4, "textDocument/hover", { textDocument: 5 });
  assert.equal(refused.error.code, invalidParams);
  assert.deepEqual(
    server.received.filter(({ id, error }) => error !== undefined && ![2, 3, 4].includes(id)),
    [],
  );
  await stop(server);
});

test("ids come back as they were: numbers and strings are different ones", async () => {
  const server = new RawServer();
  const workspace = Workspace.walkthrough();
  await server.initialize(workspace, "1");
  const parameters = {
    textDocument: { uri: workspace.uri("pod-test4.yaml") },
    position: { line: 0, character: 0 },
  };
  for (const id of [1, "two", 0, "", -7, 2147483647]) {
    const answer = await server.ask(id, "textDocument/hover", parameters);
    assert.equal(answer.error, undefined);
  }
  assert.equal(server.answers("1").length, 1);
  assert.equal(server.answers(1).length, 1);
  await stop(server);
});

test("after shutdown every request is refused, and exit ends with 0", async () => {
  const server = new RawServer();
  await server.initialize(Workspace.walkthrough(), 1);
  await server.ask(2, "shutdown");
  assert.equal((await server.ask(3, "textDocument/hover")).error.code, invalidRequest);
  assert.equal((await server.ask(4, "shutdown")).error.code, invalidRequest);
  server.send({ method: "exit" });
  assert.equal(await server.end(), 0);
});

test("exit without shutdown ends with 1", async () => {
  const server = new RawServer();
  await server.initialize(Workspace.walkthrough(), 1);
  server.send({ method: "exit" });
  assert.equal(await server.end(), 1);
});

test("an editor that goes away takes the server with it", async () => {
  const server = new RawServer();
  await server.initialize(Workspace.walkthrough(), 1);
  server.process.stdin.end();
  assert.equal(await server.end(), 1);
});

test("headers may be in any case, have a type and come in pieces", async () => {
  const server = new RawServer();
  await server.initialize(Workspace.walkthrough(), 1);
  const unknown = (id) => ({ jsonrpc: "2.0", id, method: "unheardOf" });
  const type = { "content-TYPE": "application/vscode-jsonrpc; charset=utf-8" };
  server.write(frame(unknown(2), type));
  server.write(frame(unknown(3)).replace("Content-Length", "content-length"));
  server.write(frame(unknown(4)) + frame(unknown(5)));
  for (const byte of frame(unknown(6))) {
    server.write(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const id of [2, 3, 4, 5, 6]) {
    assert.equal((await server.answer(id)).error.code, methodNotFound);
  }
  await stop(server);
});
