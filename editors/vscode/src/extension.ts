// The language client of irsalint: starts the program and leaves the rest to it.
import {
  commands,
  type ExtensionContext,
  type OutputChannel,
  Uri,
  env,
  window,
  workspace,
} from "vscode";
import { LanguageClient, RevealOutputChannelOn } from "vscode-languageclient/node";

import { findProgram } from "./find_program";

const installPage = "https://github.com/OWNER/irsalint/blob/main/docs/editors.md";

/** One program at a time: a start waits for the one before. */
class Server {
  private client: LanguageClient | undefined;
  private pending: Promise<void> = Promise.resolve();

  constructor(
    private readonly extensionFolder: string,
    private readonly output: OutputChannel,
  ) {}

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.pending = this.pending.then(step).catch((error: unknown) => {
      this.output.appendLine(error instanceof Error ? error.message : String(error));
    });
    return this.pending;
  }

  private async startNow(): Promise<void> {
    const folders = workspace.isTrusted ? (workspace.workspaceFolders ?? []) : [];
    const found = await findProgram({
      setting: workspace.getConfiguration("irsalint").get("path", "").trim(),
      workspaceFolders: folders.map((folder) => folder.uri.fsPath),
      extensionFolder: this.extensionFolder,
      searchPath: process.env["PATH"] ?? "",
    });
    if ("problem" in found) {
      this.output.appendLine(found.problem);
      void offerHelp(found.problem);
      return;
    }
    this.output.appendLine(`Starting ${found.program}`);
    this.client = createClient(found.program, this.output);
    await this.client.start();
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) await client.dispose();
  }
}

function createClient(program: string, output: OutputChannel): LanguageClient {
  return new LanguageClient(
    "irsalint",
    "irsalint",
    { command: program, args: ["lsp"] },
    {
      documentSelector: ["yaml", "json", "jsonc"].map((language) => ({ scheme: "file", language })),
      initializationOptions: settings(),
      synchronize: { configurationSection: "irsalint" },
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    },
  );
}

// What the server is told, in the shape that it reads.
function settings(): Record<string, unknown> {
  const configured = workspace.getConfiguration("irsalint");
  const names = ["persona", "codeLens", "inlayHints", "debounceMilliseconds"];
  return Object.fromEntries(names.map((name) => [name, configured.get(name)]));
}

async function offerHelp(problem: string): Promise<void> {
  const openSettings = "Open the setting";
  const howToInstall = "How to install it";
  const chosen = await window.showErrorMessage(problem, howToInstall, openSettings);
  if (chosen === openSettings) {
    await commands.executeCommand("workbench.action.openSettings", "irsalint.path");
  } else if (chosen === howToInstall) {
    await env.openExternal(Uri.parse(installPage));
  }
}

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("irsalint");
  const started = new Server(context.extensionPath, output);
  server = started;
  context.subscriptions.push(
    output,
    commands.registerCommand("irsalint.restart", () => started.restart()),
    commands.registerCommand("irsalint.showOutput", () => output.show()),
    workspace.onDidGrantWorkspaceTrust(() => started.restart()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("irsalint.path")) void started.restart();
    }),
  );
  await started.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
