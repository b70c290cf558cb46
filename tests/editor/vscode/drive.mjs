// node drive.mjs SERVER WORK: opens the workspace WORK/shop in the VS Code of SERVER by a headless
// Chromium, waits for what the probe has seen, checks it, and leaves a picture in WORK/vscode.png.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [serverMain, work] = process.argv.slice(2);
const shop = join(work, "shop");
const resultFile = join(work, "result.json");
const maxMilliseconds = 120000;
const started = [];

function start(program, options, settings = {}) {
  const child = spawn(program, options, { detached: true, ...settings });
  started.push(child);
  return child;
}

async function until(condition, what) {
  const end = Date.now() + maxMilliseconds;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not seen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts VS Code on a free port of this machine; the port. */
async function startServer() {
  const server = start(
    process.execPath,
    [
      serverMain,
      ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token"],
      ...["--extensions-dir", join(work, "extensions"), "--server-data-dir", join(work, "data")],
      ...["--accept-server-license-terms", "--disable-telemetry", "--telemetry-level", "off"],
      "--disable-workspace-trust",
      "--force-disable-user-env", // else it asks a login shell for the PATH
    ],
    {
      env: { ...process.env, PROBE_RESULT: resultFile, EXTENSIONS_GALLERY: '{"serviceUrl": ""}' },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let said = "";
  server.stdout.on("data", (chunk) => (said += chunk));
  const port = () => /listening on (\d+)/.exec(said)?.[1];
  return until(port, "the port of the server");
}

/** A browser that is spoken to over a pipe, a message between zero bytes. */
class Browser {
  constructor() {
    const options = [
      ...["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"],
      ...[
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ],
      ...["--window-size=1500,950", `--user-data-dir=${join(work, "browser")}`],
    ];
    this.process = start("chromium", options, {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.lastId = 0;
    this.waiting = new Map();
    let unread = "";
    this.process.stdio[4].on("data", (chunk) => {
      const messages = (unread + chunk).split("\0");
      unread = messages.pop();
      messages.forEach((message) => this.receive(JSON.parse(message)));
    });
  }

  receive({ id, result, error }) {
    this.waiting.get(id)?.(error ? Promise.reject(new Error(error.message)) : result);
    this.waiting.delete(id);
  }

  ask(method, params = {}, sessionId = undefined) {
    const id = ++this.lastId;
    this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  /** Opens the page; the session by which it is asked. */
  async open(url) {
    const { targetId } = await this.ask("Target.createTarget", { url });
    const { sessionId } = await this.ask("Target.attachToTarget", { targetId, flatten: true });
    return sessionId;
  }

  async picture(session) {
    const { data } = await this.ask("Page.captureScreenshot", { format: "png" }, session);
    return Buffer.from(data, "base64");
  }
}

async function main() {
  const port = await startServer();
  const browser = new Browser();
  const session = await browser.open(`http://127.0.0.1:${port}/?folder=${encodeURI(shop)}`);
  try {
    await until(() => existsSync(resultFile), "what the probe has seen");
    await new Promise((resolve) => setTimeout(resolve, 2000)); // until it is drawn
  } finally {
    writeFileSync(join(work, "vscode.png"), await browser.picture(session));
  }
  const { problem, seen } = JSON.parse(readFileSync(resultFile, "utf8"));
  assert.equal(problem, undefined);
  assert.match(seen.hover, /arn:aws:iam::111122223333:role\//);
  assert.equal(seen.definition, join(shop, "sa-my-sa.yaml"));
  assert.ok(seen.titles.includes("Suppress token-automounted here"), String(seen.titles));
  assert.match(seen.pod, /\n {2}automountServiceAccountToken: false\n/);
}

main()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => {
    // With all that they have started.
    for (const { pid } of started) process.kill(-pid, "SIGKILL");
  });
