// node compare_line_hashes.js MULTITOOL FOLDER LOG: whether the hashes of lines that irsalint wrote
// into FOLDER/LOG are those that Microsoft's multitool computes of the same files.
'use strict';

const {execFileSync} = require('child_process');
const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');

const [multitool, folder, name] = process.argv.slice(2);
const ours = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const hashesOf = (log) => log.runs[0].results.map((result) => [
  result.locations[0].physicalLocation.artifactLocation.uri,
  result.locations[0].physicalLocation.region?.startLine,
  result.partialFingerprints?.primaryLocationLineHash,
]);

// It computes what is missing, and finds files below the root that the log names.
const bare = structuredClone(ours);
const {href} = pathToFileURL(fs.realpathSync(folder) + path.sep);
bare.runs[0].originalUriBaseIds['%SRCROOT%'] = {uri: href};
for (const result of bare.runs[0].results) delete result.partialFingerprints;
const input = path.join(folder, 'bare.sarif');
const output = path.join(folder, 'hashed.sarif');
fs.writeFileSync(input, JSON.stringify(bare));
execFileSync(multitool, ['rewrite', input, '--insert', 'RollingHashPartialFingerprints', '-o', output,
                         '--log', 'ForceOverwrite'], {stdio: 'ignore'});
const theirs = hashesOf(JSON.parse(fs.readFileSync(output, 'utf8')));

let compared = 0;
hashesOf(ours).forEach(([uri, line, hash], i) => {
  if (line === undefined) return;
  compared += 1;
  if (theirs[i][2] === hash) return;
  console.error(`${uri}:${line}: ours is ${hash}, theirs ${theirs[i][2]}`);
  process.exitCode = 1;
});
if (compared === 0) {
  console.error('no hash was compared');
  process.exitCode = 1;
}
