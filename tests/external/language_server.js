// A client of language servers, for checks: starts one and speaks to it as an editor would.
'use strict';

const {spawn} = require('child_process');

const MAX_MILLISECONDS = 300000;

class LanguageServer {
  // `settings` answers what the server asks of the configuration, by section.
  constructor(program, settings = {}) {
    this.settings = settings;
    this.received = Buffer.alloc(0);
    this.answers = new Map();
    this.diagnostics = new Map();
    this.lastId = 0;
    this.process = spawn(
        process.execPath, [program, '--stdio'], {stdio: ['pipe', 'pipe', 'inherit']});
    this.process.stdout.on('data', (chunk) => this.receive(chunk));
    this.timeout = setTimeout(() => {
      console.error('the language server did not answer');
      process.exit(1);
    }, MAX_MILLISECONDS);
  }

  stop() {
    clearTimeout(this.timeout);
    this.process.kill();
  }

  // Messages of the protocol: a header with the length, then JSON.
  send(message) {
    const body = JSON.stringify({jsonrpc: '2.0', ...message});
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  notify(method, params) {
    this.send({method, params});
  }

  ask(method, params) {
    this.lastId += 1;
    this.send({id: this.lastId, method, params});
    return new Promise((resolve) => this.answers.set(this.lastId, resolve));
  }

  // Opens a document; the promise is for its diagnostics.
  open(uri, languageId, text) {
    const published = new Promise((resolve) => this.diagnostics.set(uri, resolve));
    this.notify('textDocument/didOpen', {textDocument: {uri, languageId, version: 1, text}});
    return published;
  }

  receive(chunk) {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const headerEnd = this.received.indexOf('\r\n\r\n');
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.subarray(0, headerEnd))[1]);
      if (this.received.length < headerEnd + 4 + length) return;
      const body = this.received.subarray(headerEnd + 4, headerEnd + 4 + length).toString();
      this.received = this.received.subarray(headerEnd + 4 + length);
      this.take(JSON.parse(body));
    }
  }

  take(message) {
    if (message.method === 'workspace/configuration') {
      const result = message.params.items.map((item) => this.settings[item.section] || {});
      this.send({id: message.id, result});
    } else if (message.method === 'textDocument/publishDiagnostics') {
      const waiting = this.diagnostics.get(message.params.uri);
      if (waiting) waiting(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      this.send({id: message.id, result: null});
    } else if (message.id !== undefined && this.answers.has(message.id)) {
      this.answers.get(message.id)(message.result);
      this.answers.delete(message.id);
    }
  }
}

module.exports = {LanguageServer};
