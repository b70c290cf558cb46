// node validate_sarif.js FILE…: checks each file against the SARIF 2.1.0 schema. Exit status 0 only
// if all are valid; every error is one line.
'use strict';

const fs = require('fs');
const path = require('path');
const Ajv = require('ajv-draft-04');
const addFormats = require('ajv-formats');

const schemaPath = path.join(
    __dirname, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({strict: false, allErrors: true, unicodeRegExp: false});
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaPath, 'utf8')));

const files = process.argv.slice(2);
let failures = files.length === 0 ? 1 : 0;
for (const file of files) {
  const log = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (validate(log)) continue;
  failures += 1;
  for (const error of validate.errors) {
    console.error(`${file}: ${error.instancePath || '/'} ${error.message}`);
  }
}
process.exit(failures === 0 ? 0 : 1);
