import assert from "node:assert/strict";
import { test } from "node:test";

import { RawServer, frame } from "./raw.mjs";
import { Workspace } from "./workspace.mjs";

const parseError = -32700;
const invalidRequest = -32600;

const body = (bytes) =>
  Buffer.concat([Buffer.from(`Content-Length: ${bytes.length}\r\n\r\n`), bytes]);
const message = (fields) => frame({ jsonrpc: "2.0", ...fields });

// Each is followed by a request that must be answered by the same process.
const malformed = {
  "no JSON": frame("{nonsense"),
  "a body that ends too early": frame('{"jsonrpc": "2.0", "id": 1, "met'),
  "an empty body": frame(""),
  "bytes that are no UTF-8": body(Buffer.from([0x22, 0xff, 0xfe, 0x22])),
  "a number in place of a message": frame("42"),
  "an array in place of a message": frame("[]"),
  "a method that is no text": message({ id: 77, method: 5 }),
  "neither method nor result": message({ id: 78 }),
  "another version of JSON-RPC": frame({ jsonrpc: "1.0", id: 79, method: "shutdown" }),
  "an id that is an object": message({ id: {}, method: "textDocument/hover", params: {} }),
  "parameters that are a number": message({ method: "textDocument/didOpen", params: 3 }),
  "an answer to nothing": message({ id: 4711, result: {} }),
  "nesting without end": frame("[".repeat(200000)),
  "a header without a length": "X-Nothing: 1\r\n\r\n",
  "a length that is no number": "Content-Length: many\r\n\r\n",
  "a negative length": "Content-Length: -5\r\n\r\n",
  "no header at all": "GET / HTTP/1.1\r\n\r\n",
  "a change of a document that is not open": message({
    method: "textDocument/didChange",
    params: {
      textDocument: { uri: "file:///nowhere.yaml", version: 2 },
      contentChanges: [{ text: "a: 1\n" }],
    },
  }),
  "a document that is no file": message({
    method: "textDocument/didOpen",
    params: { textDocument: { uri: "::", languageId: "yaml", version: 1, text: "a: 1\n" } },
  }),
};

for (const [what, bytes] of Object.entries(malformed)) {
  test(`${what} does not end the server`, async () => {
    const server = new RawServer();
    const workspace = Workspace.walkthrough();
    await server.initialize(workspace);
    server.write(bytes);
    const answer = await server.ask("after", "textDocument/documentSymbol", {
      textDocument: { uri: workspace.uri("pod-test4.yaml") },
    });
    assert.ok(Array.isArray(answer.result), JSON.stringify(answer));
    assert.equal((await server.ask("bye", "shutdown")).result, null);
    server.send({ method: "exit" });
    assert.equal(await server.end(), 0);
  });
}

test("what cannot be read is answered without an id", async () => {
  const server = new RawServer();
  await server.initialize(Workspace.walkthrough());
  server.write(frame("{nonsense"));
  assert.equal((await server.answer(null)).error.code, parseError);
  server.write(message({ id: 77, method: 5 }));
  assert.equal((await server.answer(77)).error.code, invalidRequest);
  server.process.stdin.end();
  await server.end();
});

// Which positions an edit may have that lie outside of the text, the specification says: the end of
// the line, or of the document.
test("positions outside of a document count as its ends", async () => {
  const server = new RawServer();
  const workspace = Workspace.walkthrough();
  await server.initialize(workspace);
  const uri = workspace.uri("sa-my-sa.yaml");
  const text = workspace.read("sa-my-sa.yaml");
  server.send({
    method: "textDocument/didOpen",
    params: { textDocument: { uri, languageId: "yaml", version: 1, text } },
  });
  const far = 4294967295;
  const edits = [
    {
      range: { start: { line: 3, character: 8 }, end: { line: 3, character: 99999 } },
      text: "you",
    },
    {
      range: { start: { line: 99999, character: 5 }, end: { line: far, character: 0 } },
      text: "# end\n",
    },
  ];
  server.send({
    method: "textDocument/didChange",
    params: { textDocument: { uri, version: 2 }, contentChanges: edits },
  });
  const answer = await server.ask(1, "textDocument/documentSymbol", { textDocument: { uri } });
  assert.match(JSON.stringify(answer.result), /you/);
  server.process.stdin.end();
  await server.end();
});

test("a message that is too long ends the server, and not by a signal", async () => {
  const server = new RawServer();
  await server.initialize(Workspace.walkthrough());
  server.write("Content-Length: 99999999999999\r\n\r\n{");
  assert.equal(await server.end(), 1);
});
