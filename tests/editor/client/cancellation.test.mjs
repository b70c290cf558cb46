import assert from "node:assert/strict";
import { test } from "node:test";

import { RawServer, frame } from "./raw.mjs";
import { Workspace } from "./workspace.mjs";

const requestCancelled = -32800;

// In one write, so that all of it waits behind the edit, which the server has to analyse first.
test("a request that waits is cancelled, and each is answered once", async () => {
  const server = new RawServer();
  const workspace = Workspace.walkthrough();
  await server.initialize(workspace);
  const uri = workspace.uri("pod-test4.yaml");
  const text = workspace.read("pod-test4.yaml");
  const message = (fields) => frame({ jsonrpc: "2.0", ...fields });
  const cancel = (id) => message({ method: "$/cancelRequest", params: { id } });
  const symbols = (id) =>
    message({ id, method: "textDocument/documentSymbol", params: { textDocument: { uri } } });
  const opened = message({
    method: "textDocument/didOpen",
    params: { textDocument: { uri, languageId: "yaml", version: 1, text } },
  });
  const numbers = Array.from({ length: 200 }, (_, index) => index + 1);
  server.write(
    [
      opened,
      ...numbers.map(symbols),
      symbols("last"),
      cancel(200),
      cancel("last"),
      cancel(4711),
    ].join(""),
  );
  for (const id of numbers.slice(0, -1)) {
    assert.ok(Array.isArray((await server.answer(id)).result));
  }
  assert.equal((await server.answer(200)).error.code, requestCancelled);
  assert.equal((await server.answer("last")).error.code, requestCancelled);

  // A cancellation that comes too late changes nothing.
  server.write(cancel(1));
  assert.ok(
    Array.isArray(
      (await server.ask(201, "textDocument/documentSymbol", { textDocument: { uri } })).result,
    ),
  );
  for (const id of [...numbers, "last"]) assert.equal(server.answers(id).length, 1);
  server.process.stdin.end();
  await server.end();
});
