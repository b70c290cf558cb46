// Folders to open: files of the walkthrough in a repository of their own.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { binary } from "./server.mjs";

const testData = fileURLToPath(new URL("../../../testdata/", import.meta.url));

export class Workspace {
  /** A repository with these files; a text, or the name of a file in testdata. */
  constructor(files) {
    this.folder = mkdtempSync(join(process.env.WORK, "workspace-"));
    mkdirSync(join(this.folder, ".git"));
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  /** The pod, its account, the trust policy of its role and the provider: two findings. */
  static walkthrough(changes = {}) {
    const names = ["pod-test4.yaml", "sa-my-sa.yaml", "trust-my-sa.json", "oidc-provider.json"];
    return new Workspace({
      ...Object.fromEntries(names.map((name) => [name, { copyOf: `walkthrough/${name}` }])),
      ".irsalint.yaml": "namespace: default\n",
      ...changes,
    });
  }

  /** One Deployment whose account a trust policy names, and that has no role. */
  static withoutAnnotation() {
    const policy = readFileSync(join(testData, "readme/role.json"), "utf8");
    const manifest = readFileSync(join(testData, "readme/uploader.yaml"), "utf8");
    return new Workspace({
      "role.json": policy.replace('media:upload"', 'media:uploader"'),
      "uploader.yaml": manifest.replace(/^.*role-arn.*\n/m, ""),
    });
  }

  path(name) {
    return join(this.folder, name);
  }

  uri(name = "") {
    return pathToFileURL(this.path(name)).href;
  }

  read(name) {
    return readFileSync(this.path(name), "utf8");
  }

  write(name, content) {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === "string") writeFileSync(path, content);
    else cpSync(join(testData, content.copyOf), path);
  }

  /** What `irsalint check` says of the files on the disk: [rule, file, line] of each finding. */
  check(...options) {
    const report = execFileSync(binary, ["check", "--format", "json", "--exit-zero", ...options], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const places = JSON.parse(report).findings.map((finding) => [
      finding.rule,
      finding.primary.path,
      finding.primary.line - 1,
    ]);
    return places.sort();
  }
}
