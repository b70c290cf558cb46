import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { findProgram, type Surroundings } from "../src/find_program";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "irsalint-find-"));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, mode: number): Promise<string> {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, "#!/bin/sh\n");
  await chmod(full, mode);
  return full;
}

const program = (path: string) => put(path, 0o755);

function find(changes: Partial<Surroundings> = {}) {
  return findProgram({
    setting: "",
    workspaceFolders: [join(root, "first"), join(root, "second")],
    extensionFolder: join(root, "extension"),
    searchPath: ["", join(root, "usr"), join(root, "local")].join(delimiter),
    ...changes,
  });
}

test("the workspace's npm package wins over the extension's program and PATH", async () => {
  const wanted = await program("second/node_modules/.bin/irsalint");
  await program("extension/program/irsalint");
  await program("usr/irsalint");
  assert.deepEqual(await find(), { program: wanted });
});

test("the extension's program wins over PATH", async () => {
  const wanted = await program("extension/program/irsalint");
  await program("usr/irsalint");
  assert.deepEqual(await find(), { program: wanted });
});

test("the first folder of PATH with a program wins", async () => {
  await put("usr/irsalint", 0o644);
  const wanted = await program("local/irsalint");
  assert.deepEqual(await find(), { program: wanted });
});

test("a folder of that name is no program", async () => {
  await mkdir(join(root, "usr/irsalint"), { recursive: true });
  assert.deepEqual(await find(), {
    problem: "The program irsalint was not found: neither in the workspace (npm) nor on the PATH",
  });
});

test("without trust the workspace's package is not looked at", async () => {
  await program("first/node_modules/.bin/irsalint");
  const wanted = await program("usr/irsalint");
  assert.deepEqual(await find({ workspaceFolders: [] }), { program: wanted });
});

test("the setting wins: absolute, relative to the first folder, or a name on PATH", async () => {
  await program("first/node_modules/.bin/irsalint");
  const inside = await program("first/tools/irsalint");
  const named = await program("local/irsalint-next");
  assert.deepEqual(await find({ setting: named }), { program: named });
  assert.deepEqual(await find({ setting: "tools/irsalint" }), { program: inside });
  assert.deepEqual(await find({ setting: "irsalint-next" }), { program: named });
});

test("nothing is started in place of what the setting names", async () => {
  await program("usr/irsalint");
  assert.deepEqual(await find({ setting: "./irsalint" }), {
    problem: "The setting irsalint.path names ./irsalint, which is not there, or is no program",
  });
  await program("first/irsalint");
  assert.deepEqual(await find({ setting: "./irsalint", workspaceFolders: [] }), {
    problem: "The setting irsalint.path names ./irsalint, which is not there, or is no program",
  });
  assert.deepEqual(await find({ setting: "irsalint-next" }), {
    problem: "The setting irsalint.path names irsalint-next, which is not on the PATH",
  });
});
