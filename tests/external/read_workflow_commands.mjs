// node read_workflow_commands.mjs FILE…: whether each file holds annotations and, last, one line of
// plain text; and whether each annotation is, byte for byte, what GitHub's own library writes for
// what it means.
import {error, notice, warning} from '@actions/core';
import fs from 'node:fs';
import os from 'node:os';

const write = {error, warning, notice};
const decode = (text) => text.replace(/%(25|0D|0A|3A|2C)/g, (_, hex) =>
    String.fromCharCode(parseInt(hex, 16)));

// What the library writes goes to standard output.
function written(call) {
  const {stdout} = process;
  const kept = stdout.write;
  let text = '';
  stdout.write = (chunk) => ((text += chunk), true);
  try {
    call();
  } finally {
    stdout.write = kept;
  }
  return text;
}

function fault(line) {
  const command = /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line);
  if (command === null) return 'is no annotation';
  const [, level, list, message] = command;
  const given = Object.fromEntries(list.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), decode(pair.slice(at + 1))];
  }));
  const number = (name) => (name in given ? Number(given[name]) : undefined);
  const again = written(() => write[level](decode(message), {
    title: given.title,
    file: given.file,
    startLine: number('line'),
    endLine: number('endLine'),
    startColumn: number('col'),
    endColumn: number('endColumn'),
  }));
  return again === line + os.EOL ? '' : `the library writes ${JSON.stringify(again)}`;
}

for (const file of process.argv.slice(2)) {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const end = lines.pop();
  const outcome = lines.pop() ?? '';
  if (end !== '' || !outcome.startsWith('irsalint: ')) {
    console.error(`${file}: the last line is no outcome`);
    process.exitCode = 1;
  }
  for (const line of lines) {
    const why = fault(line);
    if (why === '') continue;
    console.error(`${file}: ${JSON.stringify(line)} ${why}`);
    process.exitCode = 1;
  }
}
