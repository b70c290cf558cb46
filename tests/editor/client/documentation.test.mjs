import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (name) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");
const page = read("docs/editors.md");
const properties = JSON.parse(read("editors/vscode/package.json")).contributes.configuration
  .properties;

const blocks = (language) =>
  [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text);

// The first two columns of each line of a table that begins with code.
const settingsIn = (text) =>
  Object.fromEntries(
    [...text.matchAll(/^\| `([\w.]+)` \| (?:`(.*?)`)? ?\|/gm)].map(([, name, value]) => [
      name,
      value ?? "",
    ]),
  );

test("the blocks of JSON are JSON, and start what there is", () => {
  const [, zed, sublime] = blocks("json").map((block) => JSON.parse(block));
  assert.deepEqual(zed.lsp.irsalint.binary.arguments, ["lsp"]);
  assert.deepEqual(sublime.clients.irsalint.command, ["irsalint", "lsp"]);
  assert.equal(blocks("json").length, 3);
});

test("the settings are those of the extension, with the same defaults", () => {
  const ofExtension = Object.entries(properties).map(([name, { default: value }]) => [
    name,
    String(value),
  ]);
  assert.deepEqual(settingsIn(read("editors/vscode/README.md")), Object.fromEntries(ofExtension));
  const ofServer = ofExtension
    .filter(([name]) => name !== "irsalint.path" && name !== "irsalint.trace.server")
    .map(([name, value]) => [name.replace("irsalint.", ""), value]);
  assert.deepEqual(settingsIn(page), Object.fromEntries(ofServer));
});
