import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Editor, capabilities, until } from "./editor.mjs";
import { textIn } from "./text.mjs";
import { Workspace } from "./workspace.mjs";

const roleArn =
  "arn:aws:iam::111122223333:role/eksctl-eks-oidc-demo-addon-iamserviceaccount-Role1-1SJZ3F7H39X72";

let workspace;
let editor;
let pod;
let account;
let policy;
before(async () => {
  workspace = Workspace.walkthrough();
  editor = await Editor.open(workspace);
  pod = editor.show("pod-test4.yaml");
  account = editor.show("sa-my-sa.yaml");
  policy = editor.show("trust-my-sa.json");
  await editor.untilRules(pod, "token-automounted");
});

// A position inside of the first `part`.
const inside = (uri, part) => editor.at(uri, part, 1);
const nameOf = (uri) => uri.slice(workspace.uri().length + 1);
const locations = (found) => [found ?? []].flat().map(({ uri, range }) => ({ uri, range }));
const files = (found) => locations(found).map(({ uri }) => nameOf(uri));

async function actionsAt(uri, range, only) {
  const diagnostics = editor.published.get(uri).diagnostics;
  return editor.request("textDocument/codeAction", {
    textDocument: { uri },
    range,
    context: { diagnostics, ...(only && { only }) },
  });
}

async function editOf(action) {
  return action.edit ?? (await editor.request("codeAction/resolve", action)).edit;
}

test("what is offered is what the capabilities say", () => {
  const offered = editor.initialized.capabilities;
  assert.equal(offered.textDocumentSync.openClose, true);
  assert.equal(offered.textDocumentSync.change, 2);
  assert.ok(offered.textDocumentSync.save);
  assert.deepEqual(offered.codeActionProvider.codeActionKinds, [
    "quickfix",
    "source.fixAll.irsalint",
  ]);
  assert.deepEqual(offered.completionProvider.triggerCharacters, [":", "/", '"', "[", " "]);
  assert.equal(offered.workspace.workspaceFolders.supported, true);
  assert.ok(offered.workspace.workspaceFolders.changeNotifications);
  for (const name of ["hover", "definition", "references", "documentLink", "documentSymbol"]) {
    assert.ok(offered[`${name}Provider`], name);
  }
});

test("a safe fix is preferred, is made, and the finding is gone", async () => {
  const [finding] = editor.published.get(pod).diagnostics;
  const actions = await actionsAt(pod, finding.range);
  const fix = actions.find(({ title }) =>
    title.includes("set automountServiceAccountToken: false"),
  );
  assert.equal(fix.kind, "quickfix");
  assert.equal(fix.isPreferred, true);
  assert.deepEqual(
    fix.diagnostics.map(({ code }) => code),
    ["token-automounted"],
  );
  const before = editor.text(pod);
  editor.apply(await editOf(fix));
  assert.match(editor.text(pod), /\n {2}automountServiceAccountToken: false\n/);
  await editor.untilRules(pod);
  assert.deepEqual(await actionsAt(pod, finding.range), []);
  editor.replace(pod, editor.text(pod), before);
  await editor.untilRules(pod, "token-automounted");
});

test("where either side can be changed both are offered, neither preferred", async () => {
  editor.replace(policy, "default:my-sa", "default:my-sb");
  const [finding] = await editor.untilRules(policy, "sub-mismatch");
  const actions = await actionsAt(policy, finding.range);
  const inPolicy = actions.find(({ title }) =>
    title.includes('write "system:serviceaccount:default:my-sa"'),
  );
  const inManifest = actions.find(({ title }) =>
    title.includes('rename the ServiceAccount to "my-sb"'),
  );
  assert.match(inPolicy.title, /policy/);
  assert.match(inManifest.title, /manifest/);
  assert.ok(!inPolicy.isPreferred && !inManifest.isPreferred);

  const before = [account, pod].map((uri) => [uri, editor.text(uri)]);
  editor.apply(await editOf(inManifest));
  assert.match(editor.text(account), /name: my-sb\n/);
  assert.match(editor.text(pod), /serviceAccountName: my-sb/);
  await editor.untilRules(policy);
  for (const [uri, text] of before) editor.replace(uri, editor.text(uri), text);
  await editor.untilRules(policy, "sub-mismatch");
  editor.apply(await editOf(inPolicy));
  await editor.untilRules(policy);
  assert.equal(editor.text(policy), workspace.read("trust-my-sa.json"));
});

test("a finding is suppressed beside it", async () => {
  const [finding] = editor.published.get(account).diagnostics;
  assert.equal(finding.code, "sts-regional-endpoint-missing");
  const actions = await actionsAt(account, finding.range);
  const suppress = actions.find(({ title }) =>
    /^Suppress sts-regional-endpoint-missing/.test(title),
  );
  assert.equal(suppress.kind, "quickfix");
  assert.ok(!suppress.isPreferred);
  const before = editor.text(account);
  editor.apply(await editOf(suppress));
  assert.match(editor.text(account), /irsalint.*ignore.*sts-regional-endpoint-missing/);
  await until(
    () => !editor.rules(account).includes("sts-regional-endpoint-missing"),
    "the finding is gone",
  );
  editor.replace(account, editor.text(account), before);
  await editor.untilRules(account, "sts-regional-endpoint-missing");
});

test("source.fixAll.irsalint makes the safe fixes of the document", async () => {
  for (const only of ["source.fixAll.irsalint", "source.fixAll", "source"]) {
    const actions = await actionsAt(
      pod,
      { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      [only],
    );
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ["source.fixAll.irsalint"],
    );
  }
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const [action] = await actionsAt(pod, whole, ["source.fixAll.irsalint"]);
  const before = editor.text(pod);
  editor.apply(await editOf(action));
  await editor.untilRules(pod);
  editor.replace(pod, editor.text(pod), before);
  await editor.untilRules(pod, "token-automounted");
  const others = await actionsAt(pod, whole, ["refactor"]);
  assert.deepEqual(others, []);
});

test("hover tells what a name resolves to, in Markdown", async () => {
  const hover = await editor.request("textDocument/hover", inside(pod, "my-sa"));
  assert.equal(hover.contents.kind, "markdown");
  assert.ok(hover.contents.value.includes(roleArn), hover.contents.value);
  assert.equal(textIn(editor.text(pod), hover.range), "my-sa");
  for (const [uri, part] of [
    [account, "arn:aws"],
    [policy, "system:serviceaccount"],
    [policy, "oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud"],
  ]) {
    const other = await editor.request("textDocument/hover", inside(uri, part));
    assert.ok(other?.contents.value.length > 0, `no hover on ${part}`);
  }
  assert.equal(await editor.request("textDocument/hover", inside(pod, "restartPolicy")), null);
});

test("hover is plain where the client shows no Markdown", async () => {
  const offered = capabilities({ markdown: false });
  const plain = await Editor.open(workspace, { offered });
  const uri = plain.show("pod-test4.yaml");
  const hover = await plain.request("textDocument/hover", plain.at(uri, "my-sa", 1));
  assert.equal(hover.contents.kind, "plaintext");
  assert.ok(hover.contents.value.includes(roleArn));
  assert.doesNotMatch(hover.contents.value, /\*\*|`|\]\(/);
  assert.equal(await plain.stop(), 0);
});

test("definitions lead along the chain, from the pod to the provider", async () => {
  const ofAccount = await editor.request("textDocument/definition", inside(pod, "my-sa"));
  assert.deepEqual(files(ofAccount), ["sa-my-sa.yaml"]);
  assert.equal(textIn(editor.text(account), locations(ofAccount)[0].range), "my-sa");
  const ofRole = await editor.request("textDocument/definition", inside(account, "arn:aws"));
  assert.deepEqual(files(ofRole), ["trust-my-sa.json"]);
  const ofSubject = await editor.request("textDocument/definition", inside(policy, "system:serv"));
  assert.deepEqual(files(ofSubject), ["sa-my-sa.yaml"]);
  const ofProvider = await editor.request("textDocument/definition", inside(policy, "arn:aws:iam"));
  assert.deepEqual(files(ofProvider), ["oidc-provider.json"]);
});

test("references of the account are the pod and the trust policy", async () => {
  const find = async (includeDeclaration) =>
    files(
      await editor.request("textDocument/references", {
        ...inside(account, "my-sa"),
        context: { includeDeclaration },
      }),
    ).sort();
  assert.deepEqual(await find(false), ["pod-test4.yaml", "trust-my-sa.json"]);
  assert.deepEqual(await find(true), ["pod-test4.yaml", "sa-my-sa.yaml", "trust-my-sa.json"]);
});

test("a role's ARN is a link to its trust policy", async () => {
  const links = await editor.request("textDocument/documentLink", {
    textDocument: { uri: account },
  });
  const link = links.find(({ range }) => textIn(editor.text(account), range) === roleArn);
  assert.ok(link.target.startsWith(policy), link.target);
});

test("accounts, roles, subjects and rules are completed", async () => {
  const labels = async (uri, part, replacement, offset) => {
    editor.replace(uri, part, replacement);
    const answer = await editor.request(
      "textDocument/completion",
      editor.at(uri, replacement, offset ?? replacement.length),
    );
    editor.replace(uri, replacement, part);
    return (answer.items ?? answer).map(({ label }) => label);
  };
  const accounts = await labels(pod, "serviceAccountName: my-sa", "serviceAccountName: m");
  assert.ok(accounts.includes("my-sa"), accounts.join());
  const subjects = await labels(
    policy,
    "system:serviceaccount:default:my-sa",
    "system:serviceaccount:",
  );
  assert.ok(subjects.includes("system:serviceaccount:default:my-sa"), subjects.join());
  const rules = await labels(pod, "spec:", "spec: # irsalint: ignore[token-", 31);
  assert.ok(rules.includes("token-automounted"), rules.join());
});

test("symbols of a document are its resources and statements", async () => {
  const symbols = async (uri) =>
    editor.request("textDocument/documentSymbol", { textDocument: { uri } });
  const [podSymbol] = await symbols(pod);
  assert.match(podSymbol.name, /eks-iam-test4/);
  assert.ok(podSymbol.selectionRange.start.line >= podSymbol.range.start.line);
  assert.ok((await symbols(policy)).length > 0);
});

test("code lenses and inlay hints are off until they are set", async () => {
  const ask = async () => {
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const lenses = await editor.request("textDocument/codeLens", { textDocument: { uri: policy } });
    const hints = await editor.request("textDocument/inlayHint", {
      textDocument: { uri: pod },
      range: whole,
    });
    return [lenses ?? [], hints ?? []];
  };
  assert.deepEqual(await ask(), [[], []]);
  editor.configuration = { codeLens: true, inlayHints: true };
  editor.notify("workspace/didChangeConfiguration", {
    settings: { irsalint: editor.configuration },
  });
  await until(async () => (await ask()).every((list) => list.length > 0), "lenses and hints");
  const [[lens], [hint]] = await ask();
  assert.match(lens.command.title, /1 service account/);
  assert.ok(JSON.stringify(hint.label).includes("Role1-1SJZ3F7H39X72"), JSON.stringify(hint));
  editor.configuration = { codeLens: false, inlayHints: false };
  editor.notify("workspace/didChangeConfiguration", {
    settings: { irsalint: editor.configuration },
  });
  await until(async () => (await ask()).every((list) => list.length === 0), "none");
});

test("after all of this the server ends as it should", async () => {
  assert.equal(await editor.stop(), 0);
});
