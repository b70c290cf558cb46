// Positions and edits as a client with this position encoding understands them.

const lineOf = (text, line) => text.split("\n")[line] ?? "";

function unitsIn(text, encoding) {
  return encoding === "utf-8" ? Buffer.byteLength(text) : text.length;
}

// The index into a line of the character at which so many units end.
function indexOf(line, units, encoding) {
  let seen = 0;
  let index = 0;
  for (const character of line) {
    if (seen >= units) break;
    seen += unitsIn(character, encoding);
    index += character.length;
  }
  return index;
}

function offsetAt(text, position, encoding) {
  const before = text.split("\n").slice(0, position.line);
  const start = before.reduce((sum, line) => sum + line.length + 1, 0);
  return start + indexOf(lineOf(text, position.line), position.character, encoding);
}

export function positionAt(text, offset, encoding = "utf-16") {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: unitsIn(lines.at(-1), encoding) };
}

/** Where `part` first stands in `text`; an error if it does not. */
export function rangeOf(text, part, encoding = "utf-16") {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`this is not in the text: ${part}`);
  return {
    start: positionAt(text, start, encoding),
    end: positionAt(text, start + part.length, encoding),
  };
}

export function textIn(text, range, encoding = "utf-16") {
  return text.slice(offsetAt(text, range.start, encoding), offsetAt(text, range.end, encoding));
}

/** The text after the edits of one document, which all refer to it as it is. */
export function withEdits(text, edits, encoding = "utf-16") {
  const byPlace = edits.map((edit) => ({
    start: offsetAt(text, edit.range.start, encoding),
    end: offsetAt(text, edit.range.end, encoding),
    newText: edit.newText,
  }));
  byPlace.sort((one, other) => other.start - one.start);
  return byPlace.reduce(
    (result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end),
    text,
  );
}
