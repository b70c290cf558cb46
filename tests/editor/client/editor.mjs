// An editor with the client library of VS Code, as far as the server sees one.
import { once } from "node:events";

import {
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from "vscode-languageserver-protocol/node";

import { startServer } from "./server.mjs";
import { rangeOf, withEdits } from "./text.mjs";

const maxMilliseconds = Number(process.env.WAIT_MILLISECONDS ?? 20000);

/** Waits for what comes at some time; fails with `what` and the last state if it does not. */
export async function until(condition, what, state = () => undefined) {
  const end = Date.now() + maxMilliseconds;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) {
      throw new Error(`not seen: ${what}; last: ${JSON.stringify(state())?.slice(0, 2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What a client that shows all can do. Without `pull` it is one that diagnostics are pushed to. */
export function capabilities({ pull = false, encodings = undefined, markdown = true } = {}) {
  return {
    ...(encodings && { general: { positionEncodings: encodings } }),
    window: { workDoneProgress: true },
    workspace: {
      applyEdit: true,
      configuration: true,
      workspaceFolders: true,
      workspaceEdit: { documentChanges: true },
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
      diagnostics: { refreshSupport: true },
      codeLens: { refreshSupport: true },
      inlayHint: { refreshSupport: true },
    },
    textDocument: {
      ...(pull && { diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false } }),
      publishDiagnostics: {
        relatedInformation: true,
        versionSupport: true,
        codeDescriptionSupport: true,
        dataSupport: true,
      },
      synchronization: { didSave: true },
      hover: { contentFormat: markdown ? ["markdown", "plaintext"] : ["plaintext"] },
      codeAction: {
        isPreferredSupport: true,
        dataSupport: true,
        resolveSupport: { properties: ["edit"] },
        codeActionLiteralSupport: {
          codeActionKind: { valueSet: ["quickfix", "source", "source.fixAll"] },
        },
      },
      completion: { completionItem: { snippetSupport: false } },
      definition: { linkSupport: false },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    },
  };
}

export class Editor {
  constructor(workspaces) {
    this.workspaces = workspaces;
    this.documents = new Map();
    this.published = new Map();
    this.registrations = [];
    this.progress = [];
    this.progressTokens = [];
    this.refreshes = [];
    this.messages = [];
    this.configuration = {};
  }

  /** Starts the server for the workspaces and waits until it has initialized. */
  static async open(workspaces, { offered = capabilities(), options = {}, settings = {} } = {}) {
    const editor = new Editor([workspaces].flat());
    editor.configuration = settings;
    editor.process = startServer("--stdio");
    editor.ended = once(editor.process, "exit");
    editor.connection = createProtocolConnection(
      new StreamMessageReader(editor.process.stdout),
      new StreamMessageWriter(editor.process.stdin),
    );
    editor.listen();
    editor.initialized = await editor.request("initialize", {
      processId: process.pid,
      rootUri: editor.workspaces[0].uri(),
      workspaceFolders: editor.workspaces.map((workspace) => editor.folderOf(workspace)),
      capabilities: offered,
      initializationOptions: options,
    });
    editor.encoding = editor.initialized.capabilities.positionEncoding ?? "utf-16";
    editor.notify("initialized", {});
    return editor;
  }

  folderOf(workspace) {
    return { uri: workspace.uri(), name: workspace.folder };
  }

  listen() {
    const { connection } = this;
    connection.onNotification("textDocument/publishDiagnostics", (message) => {
      this.published.set(message.uri, message);
    });
    connection.onNotification("window/logMessage", (message) => this.messages.push(message));
    connection.onNotification("window/showMessage", (message) => this.messages.push(message));
    connection.onRequest("client/registerCapability", ({ registrations }) => {
      this.registrations.push(...registrations);
      return null;
    });
    connection.onRequest("client/unregisterCapability", () => null);
    connection.onRequest("window/workDoneProgress/create", ({ token }) => {
      this.progressTokens.push(token);
      return null;
    });
    connection.onRequest("workspace/configuration", ({ items }) =>
      items.map(({ section }) => (section === "irsalint" ? this.configuration : null)),
    );
    for (const refreshed of ["diagnostic", "codeLens", "inlayHint"]) {
      connection.onRequest(`workspace/${refreshed}/refresh`, () => {
        this.refreshes.push(refreshed);
        return null;
      });
    }
    connection.onUnhandledProgress((step) => this.progress.push(step));
    connection.listen();
  }

  request(method, params, token) {
    return token === undefined
      ? this.connection.sendRequest(method, params)
      : this.connection.sendRequest(method, params, token);
  }

  notify(method, params) {
    return this.connection.sendNotification(method, params);
  }

  /** Opens a file of a workspace with the text that it has on the disk. */
  show(name, workspace = this.workspaces[0]) {
    const uri = workspace.uri(name);
    const text = workspace.read(name);
    this.documents.set(uri, { text, version: 1 });
    const languageId = name.endsWith(".json") ? "json" : "yaml";
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  close(uri) {
    this.documents.delete(uri);
    this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  text(uri) {
    return this.documents.get(uri).text;
  }

  /** Replaces the first `part` of an open document, as typing does. */
  replace(uri, part, newText) {
    this.change(uri, [{ range: rangeOf(this.text(uri), part, this.encoding), newText }]);
  }

  /** One change after the other, in one message: each refers to the text after those before it. */
  change(uri, edits) {
    const document = this.documents.get(uri);
    for (const edit of edits) document.text = withEdits(document.text, [edit], this.encoding);
    document.version += 1;
    this.notify("textDocument/didChange", {
      textDocument: { uri, version: document.version },
      contentChanges: edits.map(({ range, newText }) => ({ range, text: newText })),
    });
  }

  /** Makes a workspace edit in the documents that are open. */
  apply({ changes = {}, documentChanges = [] }) {
    const lists = [
      ...Object.entries(changes),
      ...documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits]),
    ];
    for (const [uri, edits] of lists) {
      const text = withEdits(this.text(uri), edits, this.encoding);
      const end = { line: this.text(uri).split("\n").length, character: 0 };
      this.change(uri, [{ range: { start: { line: 0, character: 0 }, end }, newText: text }]);
    }
  }

  /** Where the first `part` of a document begins, as the parameters of a request. */
  at(uri, part, offset = 0) {
    const position = rangeOf(this.text(uri), part, this.encoding).start;
    position.character += offset;
    return { textDocument: { uri }, position };
  }

  /** The rules of what is published for a document now. */
  rules(uri) {
    return this.published.get(uri)?.diagnostics.map((diagnostic) => diagnostic.code);
  }

  /** Waits until the findings published for a document are of these rules. */
  async untilRules(uri, ...rules) {
    const wanted = JSON.stringify(rules);
    await until(
      () => JSON.stringify(this.rules(uri)) === wanted,
      `exactly ${wanted} in ${uri}`,
      () => this.rules(uri),
    );
    return this.published.get(uri).diagnostics;
  }

  /** [rule, file, line] of each finding that is published for the first workspace. */
  places() {
    const [workspace] = this.workspaces;
    const found = [...this.published.values()].flatMap(({ uri, diagnostics }) =>
      diagnostics.map(({ code, range }) => [
        code,
        uri.slice(workspace.uri().length + 1),
        range.start.line,
      ]),
    );
    return found.sort();
  }

  /** Shuts the server down; its exit status. */
  async stop() {
    await this.request("shutdown");
    await this.notify("exit");
    const [status] = await this.ended;
    this.connection.dispose();
    return status;
  }
}
