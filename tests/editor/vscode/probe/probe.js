// Asks VS Code, through its own interface for extensions, what irsalint shows, and writes it to the
// file that PROBE_RESULT names: {"problem": …} or {"seen": …}.
"use strict";

const { writeFileSync } = require("node:fs");

const {
  Range,
  Selection,
  Uri,
  WorkspaceEdit,
  commands,
  languages,
  window,
  workspace,
} = require("vscode");

const maxMilliseconds = 60000;

const fileOf = (name) => Uri.joinPath(workspace.workspaceFolders[0].uri, name);

async function until(condition, what) {
  const end = Date.now() + maxMilliseconds;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not seen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const rulesOf = (uri) =>
  languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === "irsalint")
    .map(({ code }) => code.value);

function untilRules(uri, ...rules) {
  const wanted = JSON.stringify(rules);
  return until(() => JSON.stringify(rulesOf(uri)) === wanted, `exactly ${wanted} in ${uri}`);
}

// Inside of the first `part` of a document.
function positionIn(document, part) {
  const at = document.getText().indexOf(part);
  if (at < 0) throw new Error(`this is not in ${document.uri}: ${part}`);
  return document.positionAt(at + 1);
}

async function hoverAt(document, part) {
  const position = positionIn(document, part);
  const hovers = await commands.executeCommand(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
}

async function makeQuickFix(document, title) {
  const [{ range }] = languages.getDiagnostics(document.uri);
  const actions = await commands.executeCommand(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    "quickfix",
  );
  const action = actions.find((offered) => offered.title.includes(title));
  if (action === undefined) throw new Error(`no ${title} among ${actions.map((one) => one.title)}`);
  await workspace.applyEdit(action.edit);
  return actions.map((one) => one.title);
}

async function replaceIn(document, part, text) {
  const at = document.getText().indexOf(part);
  const edit = new WorkspaceEdit();
  const range = new Range(document.positionAt(at), document.positionAt(at + part.length));
  edit.replace(document.uri, range, text);
  await workspace.applyEdit(edit);
}

// The list of problems, and the hover over the first one of the document.
async function showForPicture(document) {
  await commands.executeCommand("workbench.actions.view.problems");
  const editor = await window.showTextDocument(document);
  const cursor = languages.getDiagnostics(document.uri)[0].range.start.translate(0, 3);
  editor.selection = new Selection(cursor, cursor);
  await commands.executeCommand("editor.action.showHover");
}

async function look() {
  const pod = await workspace.openTextDocument(fileOf("pod-test4.yaml"));
  await window.showTextDocument(pod);
  await untilRules(pod.uri, "token-automounted");
  const hover = await hoverAt(pod, "my-sa");
  const [definition] = await commands.executeCommand(
    "vscode.executeDefinitionProvider",
    pod.uri,
    positionIn(pod, "my-sa"),
  );
  const titles = await makeQuickFix(pod, "set automountServiceAccountToken: false");
  await untilRules(pod.uri);

  const policy = await workspace.openTextDocument(fileOf("trust-my-sa.json"));
  await window.showTextDocument(policy);
  await replaceIn(policy, "default:my-sa", "default:my-sb");
  await untilRules(policy.uri, "sub-mismatch");
  await showForPicture(policy);
  return {
    hover,
    definition: (definition.targetUri ?? definition.uri).path,
    titles,
    pod: pod.getText(),
  };
}

exports.activate = () => {
  look()
    .then((seen) => ({ seen }))
    .catch((error) => ({ problem: String(error.stack) }))
    .then((result) => writeFileSync(process.env.PROBE_RESULT, JSON.stringify(result)));
};
