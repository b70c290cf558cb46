// node ask_language_server.js SCHEMA: gives the schema to yaml-language-server, as an editor would,
// and asks it for completions and diagnostics of small configurations. Exit status 0 only if all
// answers are as expected; what is not is one line each.
'use strict';

const path = require('path');
const {pathToFileURL} = require('url');
const {LanguageServer} = require('./language_server');

const schemaUri = pathToFileURL(path.resolve(process.argv[2])).href;
const settings = {
  yaml: {
    schemas: {[schemaUri]: ['*.irsalint.yaml']},
    schemaStore: {enable: false},
    kubernetesCRDStore: {enable: false},
    validate: true,
    completion: true,
  },
};
const server = new LanguageServer(
    path.join(__dirname, 'node_modules/yaml-language-server/bin/yaml-language-server'),
    settings);

// Opens a document; `published` is a promise for its diagnostics.
let documents = 0;
function open(text) {
  documents += 1;
  const uri = `file:///repository/case${documents}.irsalint.yaml`;
  return {uri, published: server.open(uri, 'yaml', text)};
}

// The labels that are proposed at the mark `|` of a text. The server quotes words that YAML 1.1 reads
// as flags.
async function completionsAt(marked) {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const {uri} = open(marked.replace('|', ''));
  const result = await server.ask('textDocument/completion', {
    textDocument: {uri},
    position: {line: before.length - 1, character: before[before.length - 1].length},
  });
  return (result.items || result).map((item) => item.label.replace(/"/g, ''));
}

let failures = 0;
function expect(isMet, what) {
  if (isMet) return;
  failures += 1;
  console.error(what);
}

async function expectCompletions(marked, labels) {
  const proposed = await completionsAt(marked);
  const missing = labels.filter((label) => !proposed.includes(label));
  expect(missing.length === 0,
         `at ${JSON.stringify(marked)} missing: ${missing}; proposed: ${proposed}`);
}

async function expectDiagnostics(text, parts) {
  const messages = (await open(text).published).map((diagnostic) => diagnostic.message);
  const isMet = messages.length === parts.length &&
      parts.every((part) => messages.some((message) => message.includes(part)));
  expect(isMet, `of ${JSON.stringify(text)} expected ${parts}; said: ${messages}`);
}

async function main() {
  await server.ask('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: {configuration: true, didChangeConfiguration: {dynamicRegistration: true}},
      textDocument: {completion: {completionItem: {snippetSupport: false}}},
    },
  });
  server.notify('initialized', {});
  server.notify('workspace/didChangeConfiguration', {settings});

  // Answers to the diagnostics say that the settings have arrived.
  await expectDiagnostics('clusers: []\n', ['Property clusers is not allowed']);
  await expectCompletions('namespace: web\n|',
                          ['clusters', 'external', 'rules', 'ignore', 'fail-on', 'baseline']);
  await expectCompletions('clusters:\n  - |', ['name', 'account', 'region', 'issuer', 'paths']);
  await expectCompletions('clusters:\n  - name: prod\n    |', ['version', 'webhook', 'complete']);
  await expectCompletions('rules:\n  |', ['sub-too-broad', 'trust-policy-too-large', 'trust']);
  await expectCompletions('rules:\n  sub-too-broad: |', ['off', 'error', 'warning', 'note']);
  await expectCompletions('rules:\n  trust-policy-too-large:\n    |', ['severity', 'quota']);
  await expectCompletions('ignore:\n  - rule: |', ['sub-too-broad', 'role-shared']);
  await expectCompletions('fail-on: |', ['error', 'warning', 'note', 'never']);

  await expectDiagnostics('fail-on: error\n', []);
  await expectDiagnostics('clusters:\n  - name: prod\n    regoin: x\n',
                          ['Property regoin is not allowed']);
  await expectDiagnostics('fail-on: warnings\n', ['Value is not accepted']);
  process.exitCode = failures === 0 ? 0 : 1;
}

main()
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    })
    .finally(() => server.stop());
