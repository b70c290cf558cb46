// The program under test, which does not outlive the tests of a file.
import { spawn } from "node:child_process";
import { after } from "node:test";

export const binary = process.env.IRSALINT ?? "irsalint";

const started = [];
after(() => started.forEach((server) => server.kill("SIGKILL")));

export function startServer(...options) {
  const server = spawn(binary, ["lsp", ...options], { stdio: ["pipe", "pipe", "inherit"] });
  started.push(server);
  return server;
}
