// node validate_actions.js accept|refuse FILE…: whether GitHub's own language server finds nothing
// (or something) wrong with each file: an action.yml, or a workflow, whatever its folder is. Exit
// status 0 only if all is as said; what is not is one line each.
'use strict';

const fs = require('fs');
const path = require('path');
const {LanguageServer} = require('./language_server');

const [expected, ...files] = process.argv.slice(2);
const server = new LanguageServer(
    path.join(__dirname, 'node_modules/@actions/languageserver/bin/actions-languageserver'));

// The server knows what a file is by its name and folder.
function uriOf(file, number) {
  const name = path.basename(file);
  return name === 'action.yml' ? `file:///repository/${number}/${name}`
                               : `file:///repository/${number}/.github/workflows/${name}`;
}

async function main() {
  await server.ask('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    initializationOptions: {sessionToken: '', repos: []},
  });
  server.notify('initialized', {});
  let failures = files.length === 0 ? 1 : 0;
  for (const [number, file] of files.entries()) {
    const found =
        await server.open(uriOf(file, number), 'yaml', fs.readFileSync(file, 'utf8'));
    if ((found.length === 0) === (expected === 'accept')) continue;
    failures += 1;
    const why = found.map((d) => `${d.range.start.line + 1}: ${d.message}`).join('; ');
    console.error(`${file}: expected to ${expected}: ${why || 'nothing is said'}`);
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

main()
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    })
    .finally(() => server.stop());
