// node write_commands.mjs CASES: writes each case of a JSON file by GitHub's own library,
// annotations to standard output and outputs to $GITHUB_OUTPUT.
import {readFileSync} from 'node:fs';
import * as core from '@actions/core';

for (const {level, message, properties, output} of JSON.parse(readFileSync(process.argv[2]))) {
  if (level) {
    core[level](message, properties);
  } else {
    core.setOutput(output.name, output.value);
  }
}
