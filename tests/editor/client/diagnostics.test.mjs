import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";

import { Editor, capabilities, until } from "./editor.mjs";
import { rangeOf, textIn } from "./text.mjs";
import { Workspace } from "./workspace.mjs";

const severity = { error: 1, warning: 2, note: 3 };
const sorted = (places) => JSON.stringify(places);

async function untilSameAsCheck(editor, ...options) {
  const [workspace] = editor.workspaces;
  const wanted = sorted(workspace.check(...options));
  await until(
    () => sorted(editor.places()) === wanted,
    wanted,
    () => editor.places(),
  );
}

test("the first scan publishes what check finds, also in files that are not open", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace);
  await untilSameAsCheck(editor);
  const [finding] = editor.published.get(workspace.uri("pod-test4.yaml")).diagnostics;
  assert.equal(finding.code, "token-automounted");
  assert.equal(finding.source, "irsalint");
  assert.equal(finding.severity, severity.warning);
  assert.match(finding.codeDescription.href, /^https:.*token-automounted/);
  assert.match(finding.data.fingerprint, /^[0-9a-f]{32}$/);
  assert.equal(textIn(workspace.read("pod-test4.yaml"), finding.range), "spec");
  const [related] = finding.relatedInformation;
  assert.equal(related.location.uri, workspace.uri("sa-my-sa.yaml"));
  assert.match(textIn(workspace.read("sa-my-sa.yaml"), related.location.range), /^arn:aws:iam::/);
  assert.equal(related.message, 'ServiceAccount "default/my-sa" has an AWS role');
  const [note] = editor.published.get(workspace.uri("sa-my-sa.yaml")).diagnostics;
  assert.equal(note.severity, severity.note);
  assert.equal(await editor.stop(), 0);
});

test("an edit of the trust policy sets and clears findings in the manifest", async () => {
  const workspace = Workspace.withoutAnnotation();
  const editor = await Editor.open(workspace);
  const manifest = editor.show("uploader.yaml");
  const policy = editor.show("role.json");
  await editor.untilRules(manifest, "role-annotation-missing");
  editor.replace(policy, "media:uploader", "media:somebody");
  await editor.untilRules(manifest);
  editor.replace(policy, "media:somebody", "media:uploader");
  await editor.untilRules(manifest, "role-annotation-missing");
  assert.equal(await editor.stop(), 0);
});

test("an edit of a manifest sets and clears findings in the trust policy", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace);
  const account = editor.show("sa-my-sa.yaml");
  const pod = editor.show("pod-test4.yaml");
  const policy = editor.show("trust-my-sa.json");
  await editor.untilRules(policy);
  editor.replace(account, "my-sa", "my-sb");
  editor.replace(pod, "my-sa", "my-sb");
  const [finding] = await editor.untilRules(policy, "sub-mismatch");
  assert.match(finding.message, /the token carries "system:serviceaccount:default:my-sb"/);
  editor.replace(account, "my-sb", "my-sa");
  editor.replace(pod, "my-sb", "my-sa");
  await editor.untilRules(policy);
  assert.equal(await editor.stop(), 0);
});

test("findings bear the version of the text that they are about", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace);
  const pod = editor.show("pod-test4.yaml");
  await until(() => editor.published.get(pod)?.version === 1, "version 1");
  for (let count = 0; count < 5; ++count)
    editor.replace(pod, "apiVersion", "# one more\napiVersion");
  await until(
    () => editor.published.get(pod).version === 6,
    "version 6",
    () => editor.published.get(pod),
  );
  const [finding] = await editor.untilRules(pod, "token-automounted");
  assert.equal(finding.range.start.line, 9);
  assert.equal(await editor.stop(), 0);
});

test("a document that is closed is again what is on the disk", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace);
  const pod = editor.show("pod-test4.yaml");
  editor.replace(pod, "  containers:", "  automountServiceAccountToken: false\n  containers:");
  await until(() => editor.published.get(pod)?.version === 2, "version 2");
  await editor.untilRules(pod);
  editor.close(pod);
  await editor.untilRules(pod, "token-automounted");
  assert.equal(await editor.stop(), 0);
});

test("a document with a fault shows it, and what it said before still holds", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace);
  const account = editor.show("sa-my-sa.yaml");
  const policy = editor.show("trust-my-sa.json");
  editor.replace(policy, "default:my-sa", "default:my-sb");
  await editor.untilRules(policy, "sub-mismatch");
  editor.replace(account, "metadata:", "metadata: {");
  await until(() => editor.rules(account)?.includes("parse-error"), "the syntax error");
  assert.deepEqual(editor.rules(policy), ["sub-mismatch"]);
  editor.replace(account, "metadata: {", "metadata:");
  await editor.untilRules(account, "sts-regional-endpoint-missing");
  assert.deepEqual(editor.rules(policy), ["sub-mismatch"]);
  assert.equal(await editor.stop(), 0);
});

test("changes on the disk are seen, of files and of the configuration", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace);
  await untilSameAsCheck(editor);
  await until(
    () => editor.registrations.some(({ method }) => method === "workspace/didChangeWatchedFiles"),
    "the registration for changes of files",
  );
  const [created, changed, deleted] = [1, 2, 3];
  const tell = (name, type) =>
    editor.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: workspace.uri(name), type }],
    });

  workspace.write("pod-test3.yaml", { copyOf: "walkthrough/pod-test3.yaml" });
  tell("pod-test3.yaml", created);
  await editor.untilRules(workspace.uri("pod-test3.yaml"), "token-automounted");
  await untilSameAsCheck(editor);

  const policy = workspace.read("trust-my-sa.json");
  workspace.write("trust-my-sa.json", policy.replace("default:my-sa", "default:my-sb"));
  tell("trust-my-sa.json", changed);
  await editor.untilRules(workspace.uri("trust-my-sa.json"), "sub-mismatch");
  await untilSameAsCheck(editor);

  workspace.write(".irsalint.yaml", "namespace: default\nrules:\n  sub-mismatch: off\n");
  tell(".irsalint.yaml", changed);
  await editor.untilRules(workspace.uri("trust-my-sa.json"));
  await untilSameAsCheck(editor);

  rmSync(workspace.path("pod-test3.yaml"));
  tell("pod-test3.yaml", deleted);
  await editor.untilRules(workspace.uri("pod-test3.yaml"));
  await untilSameAsCheck(editor);
  assert.equal(await editor.stop(), 0);
});

test("the persona is a setting, given at the start or changed later", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace, { options: { persona: "auditor" } });
  await untilSameAsCheck(editor, "--persona", "auditor");
  const settings = { irsalint: { persona: "regular" } };
  editor.configuration = settings.irsalint;
  editor.notify("workspace/didChangeConfiguration", { settings });
  await untilSameAsCheck(editor);
  assert.equal(await editor.stop(), 0);
});

test("a client that pulls is told when to pull, and is pushed nothing", async () => {
  const workspace = Workspace.walkthrough();
  const offered = capabilities({ pull: true });
  const editor = await Editor.open(workspace, { offered });
  const provider = editor.initialized.capabilities.diagnosticProvider;
  assert.equal(provider.interFileDependencies, true);
  assert.equal(provider.workspaceDiagnostics, true);
  const pod = editor.show("pod-test4.yaml");
  const policy = editor.show("trust-my-sa.json");
  const pull = async (uri) => {
    const report = await editor.request("textDocument/diagnostic", { textDocument: { uri } });
    assert.equal(report.kind, "full");
    return report.items.map(({ code }) => code);
  };
  assert.deepEqual(await pull(pod), ["token-automounted"]);
  assert.deepEqual(await pull(policy), []);

  editor.refreshes = [];
  editor.replace(policy, "default:my-sa", "default:my-sb");
  assert.deepEqual(await pull(policy), ["sub-mismatch"]);
  await until(() => editor.refreshes.includes("diagnostic"), "the request to pull again");

  const all = await editor.request("workspace/diagnostic", { previousResultIds: [] });
  const rules = Object.fromEntries(
    all.items.map(({ uri, items }) => [uri, items.map(({ code }) => code)]),
  );
  assert.deepEqual(rules[pod], ["token-automounted"]);
  assert.deepEqual(rules[policy], ["sub-mismatch"]);
  assert.deepEqual(rules[workspace.uri("sa-my-sa.yaml")], ["sts-regional-endpoint-missing"]);
  assert.equal(editor.published.size, 0);
  assert.equal(await editor.stop(), 0);
});

test("a client that cannot pull is offered no pulling", async () => {
  const editor = await Editor.open(Workspace.walkthrough());
  assert.equal(editor.initialized.capabilities.diagnosticProvider, undefined);
  assert.equal(await editor.stop(), 0);
});

test("a client that can do nothing tells of what it saves, and of its settings", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace, { offered: {} });
  await untilSameAsCheck(editor);
  const pod = workspace.uri("pod-test4.yaml");
  assert.equal(editor.published.get(pod).diagnostics[0].relatedInformation, undefined);

  const policy = editor.show("trust-my-sa.json");
  editor.replace(policy, "default:my-sa", "default:my-sb");
  await editor.untilRules(policy, "sub-mismatch");
  const account = workspace.read("sa-my-sa.yaml");
  workspace.write("sa-my-sa.yaml", account.replace("my-sa", "my-sb"));
  workspace.write("pod-test4.yaml", workspace.read("pod-test4.yaml").replace("my-sa", "my-sb"));
  for (const name of ["sa-my-sa.yaml", "pod-test4.yaml"]) {
    editor.notify("textDocument/didSave", { textDocument: { uri: workspace.uri(name) } });
  }
  await editor.untilRules(policy);

  const settings = { irsalint: { persona: "auditor" } };
  workspace.write("trust-my-sa.json", editor.text(policy));
  editor.notify("workspace/didChangeConfiguration", { settings });
  await untilSameAsCheck(editor, "--persona", "auditor");
  assert.deepEqual(editor.registrations, []);
  assert.deepEqual(editor.progressTokens, []);
  assert.equal(await editor.stop(), 0);
});

test("several folders are separate, and come and go", async () => {
  const first = Workspace.walkthrough();
  const second = Workspace.withoutAnnotation();
  const editor = await Editor.open([first, second]);
  await editor.untilRules(first.uri("pod-test4.yaml"), "token-automounted");
  await editor.untilRules(second.uri("uploader.yaml"), "role-annotation-missing");

  const change = (added, removed) =>
    editor.notify("workspace/didChangeWorkspaceFolders", {
      event: {
        added: added.map((workspace) => editor.folderOf(workspace)),
        removed: removed.map((workspace) => editor.folderOf(workspace)),
      },
    });
  change([], [second]);
  await editor.untilRules(second.uri("uploader.yaml"));
  assert.deepEqual(editor.rules(first.uri("pod-test4.yaml")), ["token-automounted"]);
  change([second], []);
  await editor.untilRules(second.uri("uploader.yaml"), "role-annotation-missing");
  assert.equal(await editor.stop(), 0);
});

test("a file outside of all folders is judged with its folder's configuration", async () => {
  const first = Workspace.withoutAnnotation();
  const loose = Workspace.walkthrough();
  const editor = await Editor.open(first);
  const pod = editor.show("pod-test4.yaml", loose);
  const account = editor.show("sa-my-sa.yaml", loose);
  await editor.untilRules(account, "sts-regional-endpoint-missing");
  await editor.untilRules(pod, "token-automounted");
  editor.close(account);
  await editor.untilRules(account);
  assert.equal(await editor.stop(), 0);
});

test("the first scan reports its progress if the client shows it", async () => {
  const editor = await Editor.open(Workspace.walkthrough());
  await until(
    () => editor.progress.some(({ value }) => value.kind === "end"),
    "the end",
    () => editor.progress,
  );
  const [token] = editor.progressTokens;
  assert.ok(editor.progress.every((step) => step.token === token));
  assert.equal(editor.progress[0].value.kind, "begin");
  assert.match(editor.progress[0].value.title, /irsalint/);
  assert.equal(await editor.stop(), 0);
});

test("a place is where the text is, as rangeOf finds it", async () => {
  const workspace = Workspace.walkthrough();
  const editor = await Editor.open(workspace);
  const policy = editor.show("trust-my-sa.json");
  editor.replace(policy, "default:my-sa", "default:my-sb");
  const [finding] = await editor.untilRules(policy, "sub-mismatch");
  assert.deepEqual(
    finding.range,
    rangeOf(editor.text(policy), '"system:serviceaccount:default:my-sb"'),
  );
  assert.equal(await editor.stop(), 0);
});
