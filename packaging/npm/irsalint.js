#!/usr/bin/env node
// Starts the program that IRSALINT_BINARY names, else the one of the package for this platform, and
// ends as it ends.
"use strict";

const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const usageStatus = 2;

function fail(message) {
  console.error(`irsalint: ${message}`);
  process.exit(usageStatus);
}

function findBinary() {
  if (process.env.IRSALINT_BINARY) return process.env.IRSALINT_BINARY;
  try {
    return require.resolve(`@irsalint/${platform}/bin/irsalint`);
  } catch {
    return fail(
      `there is no program for ${platform}: the package @irsalint/${platform} is not installed; ` +
        "set IRSALINT_BINARY to the path of one",
    );
  }
}

const binary = findBinary();
const child = spawn(binary, process.argv.slice(2), { stdio: "inherit" });
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const passOn = (signal) => child.kill(signal);
for (const signal of signals) process.on(signal, passOn);

child.on("error", (error) => fail(`cannot start ${binary}: ${error.code ?? error.message}`));
child.on("exit", (status, signal) => {
  if (signal === null) {
    process.exitCode = status;
    return;
  }
  for (const handled of signals) process.removeListener(handled, passOn);
  process.kill(process.pid, signal);
});
