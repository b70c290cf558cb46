// node list_objections.js VERDICT: what sarif-multitool's report has against a log, above a note, a
// line each. The project has no page yet that SARIF2005 could be given.
'use strict';

const fs = require('fs');

for (const run of JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).runs) {
  for (const {ruleId, level = 'warning', message} of run.results) {
    if (level === 'note' || message.id === 'Warning_ProvideToolnformationUri') continue;
    console.log(`${ruleId} ${level} ${message.id} ${(message.arguments || []).join(' ')}`);
  }
}
