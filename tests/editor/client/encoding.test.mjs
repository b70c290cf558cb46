import assert from "node:assert/strict";
import { test } from "node:test";

import { Editor, capabilities, until } from "./editor.mjs";
import { rangeOf, textIn } from "./text.mjs";
import { Workspace } from "./workspace.mjs";

// Two, three and four bytes of UTF-8; one, one and two units of UTF-16.
const beforeIt = "é€😀";
const pod = `apiVersion: v1
kind: Pod
metadata: {name: lonely, namespace: default}
spec: {hostname: "${beforeIt}", serviceAccountName: my-sz, containers: [{name: main, image: one}]}
`;
// The account my-sa is nearly the one that this pod names.
const withPod = () => Workspace.walkthrough({ "pod-test4.yaml": pod });

const variants = {
  "utf-8": capabilities({ encodings: ["utf-16", "utf-8"] }),
  "utf-16": capabilities({ encodings: ["utf-16"] }),
};

test("utf-8 is chosen where it is offered, else utf-16", async () => {
  const chosen = async (offered) => {
    const editor = await Editor.open(withPod(), { offered });
    const { positionEncoding } = editor.initialized.capabilities;
    assert.equal(await editor.stop(), 0);
    return positionEncoding ?? "utf-16";
  };
  assert.equal(await chosen(variants["utf-8"]), "utf-8");
  assert.equal(await chosen(variants["utf-16"]), "utf-16");
  assert.equal(await chosen(capabilities({ encodings: ["utf-32"] })), "utf-16");
  assert.equal(await chosen(capabilities()), "utf-16");
});

for (const [encoding, offered] of Object.entries(variants)) {
  const findingOf = async (editor, uri) =>
    (await editor.untilRules(uri, "service-account-not-found"))[0];

  test(`${encoding}: a finding is where the text is, open or not`, async () => {
    const workspace = withPod();
    const editor = await Editor.open(workspace, { offered });
    assert.equal(editor.encoding, encoding);
    const uri = workspace.uri("pod-test4.yaml");
    const wanted = rangeOf(pod, "my-sz", encoding);
    assert.deepEqual((await findingOf(editor, uri)).range, wanted);
    editor.show("pod-test4.yaml");
    await until(() => editor.published.get(uri).version === 1, "version 1");
    assert.deepEqual((await findingOf(editor, uri)).range, wanted);
    assert.equal(await editor.stop(), 0);
  });

  test(`${encoding}: edits behind and between such characters go where they belong`, async () => {
    const workspace = withPod();
    const editor = await Editor.open(workspace, { offered });
    const uri = editor.show("pod-test4.yaml");
    const place = (part) => rangeOf(editor.text(uri), part, encoding);
    const atStart = (part) => ({ start: place(part).start, end: place(part).start });
    editor.change(uri, [{ range: place("my-sz"), newText: "my-sx" }]);
    editor.change(uri, [{ range: atStart("😀"), newText: "😎ß" }]);
    editor.change(uri, [{ range: place("€"), newText: "" }]);
    // Two changes in one message: the second one counts from the text that the first one leaves.
    const twice = editor.text(uri).replace("é", "éé");
    editor.change(uri, [
      { range: place("é"), newText: "éé" },
      { range: rangeOf(twice, "my-sx", encoding), newText: "my-sy" },
    ]);
    assert.match(editor.text(uri), /hostname: "éé😎ß😀", serviceAccountName: my-sy,/);
    await until(() => editor.published.get(uri)?.version === 5, "version 5");
    const finding = await findingOf(editor, uri);
    assert.equal(textIn(editor.text(uri), finding.range, encoding), "my-sy");
    assert.match(finding.message, /there is no ServiceAccount "my-sy"/);
    assert.equal(await editor.stop(), 0);
  });

  test(`${encoding}: lines may end with CRLF, and a document be replaced whole`, async () => {
    const workspace = withPod();
    const editor = await Editor.open(workspace, { offered });
    const uri = editor.show("pod-test4.yaml");
    const text = pod.replaceAll("\n", "\r\n");
    editor.documents.set(uri, { text, version: 2 });
    editor.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text }],
    });
    editor.change(uri, [{ range: rangeOf(text, "my-sz", encoding), newText: "my-sx" }]);
    await until(() => editor.published.get(uri)?.version === 3, "version 3");
    const finding = await findingOf(editor, uri);
    assert.equal(textIn(editor.text(uri), finding.range, encoding), "my-sx");
    assert.equal(await editor.stop(), 0);
  });

  test(`${encoding}: a mistake of the configuration is shown in it`, async () => {
    const config = `namespace: default\nignore: [{reason: "${beforeIt}", rule: sub-mismtch}]\n`;
    const workspace = Workspace.walkthrough({ ".irsalint.yaml": config });
    const editor = await Editor.open(workspace, { offered });
    const uri = workspace.uri(".irsalint.yaml");
    const shown = () => editor.published.get(uri)?.diagnostics[0];
    await until(shown, "the mistake");
    assert.equal(textIn(config, shown().range, encoding), "sub-mismtch");
    assert.match(shown().message, /sub-mismatch/);
    editor.show(".irsalint.yaml");
    editor.replace(uri, "sub-mismtch", "sub-mismatch");
    await until(() => !shown()?.message.includes("sub-mismtch"), "the mistake is gone", shown);
    assert.equal(await editor.stop(), 0);
  });

  test(`${encoding}: a position inside of a character is one beside it`, async () => {
    const workspace = withPod();
    const editor = await Editor.open(workspace, { offered });
    const uri = editor.show("pod-test4.yaml");
    const { position } = editor.at(uri, "😀");
    for (let units = 0; units < 6; ++units) {
      const inside = { line: position.line, character: position.character + units };
      const result = await editor.request("textDocument/hover", {
        textDocument: { uri },
        position: inside,
      });
      assert.ok(result === null || result.contents !== undefined);
    }
    assert.equal(await editor.stop(), 0);
  });
}
