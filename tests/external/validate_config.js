// node validate_config.js SCHEMA accept|refuse FILE…: whether the schema is one of draft-07, and
// whether it accepts (or refuses) every file. Exit status 0 only if all is as said; what is not is
// one line each.
'use strict';

const fs = require('fs');
const Ajv = require('ajv');
const yaml = require('yaml');

const [schemaPath, expected, ...files] = process.argv.slice(2);
const schema = JSON.parse(fs.readFileSync(schemaPath, 'utf8'));
const ajv = new Ajv({strict: true, allowUnionTypes: true, strictRequired: false, allErrors: true});
if (schema.$schema !== 'http://json-schema.org/draft-07/schema#' || !ajv.validateSchema(schema)) {
  console.error(`${schemaPath}: not a schema of draft-07: ${ajv.errorsText()}`);
  process.exit(1);
}
const validate = ajv.compile(schema);

let failures = files.length === 0 ? 1 : 0;
for (const file of files) {
  const accepted = validate(yaml.parse(fs.readFileSync(file, 'utf8')));
  if (accepted === (expected === 'accept')) continue;
  failures += 1;
  const why = accepted ? 'it is accepted' : ajv.errorsText(validate.errors);
  console.error(`${file}: expected to ${expected}: ${why}`);
}
process.exit(failures === 0 ? 0 : 1);
