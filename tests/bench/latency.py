#!/usr/bin/env python3
"""Measures how soon `irsalint lsp` answers the edits of a person, and prints the figures.

    latency.py IRSALINT DIR EDITS [SEED]

DIR is opened as one workspace, without debounce. For each edit a random file is opened, one random
character of it is written, replaced or removed, and the time is taken from didChange to the
publishDiagnostics of that version; then the file is closed, and counts as it is on disk again.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.parse

from tree import files_below

TARGET_P99_MS = 50
MAX_FILE_BYTES = 2_000_000
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789 -:\"\n"
SHOWN = 10


class Server:
    """A running `irsalint lsp` and what it has not been asked for yet."""

    def __init__(self, binary, root):
        self.process = subprocess.Popen([binary, "lsp"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, bufsize=0)
        self.unread = b""
        self.request(1, "initialize", {
            "processId": None,
            "rootUri": uri_of(root),
            "workspaceFolders": [{"uri": uri_of(root), "name": "tree"}],
            "capabilities": {
                "general": {"positionEncodings": ["utf-8"]},
                "textDocument": {"publishDiagnostics": {"versionSupport": True}},
            },
            "initializationOptions": {"debounceMilliseconds": 0},
        })
        self.notify("initialized", {})

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params):
        self._send({"method": method, "params": params})

    def request(self, number, method, params):
        """The answer to a request."""
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                return message

    def receive(self):
        while True:
            header, mark, rest = self.unread.partition(b"\r\n\r\n")
            if mark:
                size = int(header.lower().partition(b"content-length:")[2].split()[0])
                if len(rest) >= size:
                    self.unread = rest[size:]
                    return json.loads(rest[:size])
            more = os.read(self.process.stdout.fileno(), 1 << 20)
            if not more:
                sys.exit("error: the server ended")
            self.unread += more

    def wait_for_diagnostics(self, uri, version):
        while True:
            message = self.receive()
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            if message["params"]["uri"] == uri and message["params"].get("version") == version:
                return

    def memory(self):
        """Resident memory in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def stop(self):
        self.request(2, "shutdown", None)
        self.notify("exit", None)
        self.process.wait()


def uri_of(path):
    return "file://" + urllib.parse.quote(path)


def random_change(text, random_source):
    """One change of one character, as the protocol has it, in UTF-8 columns."""
    lines = text.split("\n")
    number = random_source.randrange(len(lines))
    line = lines[number]
    begin = random_source.randrange(len(line) + 1)
    replaces = begin < len(line) and random_source.random() < 0.5
    removes = replaces and random_source.random() < 0.5
    end = begin + 1 if replaces else begin

    def column(at):
        return {"line": number, "character": len(line[:at].encode())}
    return {"range": {"start": column(begin), "end": column(end)},
            "text": "" if removes else random_source.choice(CHARACTERS)}


def edit(server, path, text, random_source):
    """Milliseconds until the diagnostics of one edit are there."""
    uri = uri_of(path)
    server.notify("textDocument/didOpen", {"textDocument": {
        "uri": uri, "languageId": "yaml", "version": 1, "text": text}})
    server.wait_for_diagnostics(uri, 1)
    change = random_change(text, random_source)
    started = time.monotonic()
    server.notify("textDocument/didChange", {
        "textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]})
    server.wait_for_diagnostics(uri, 2)
    taken = (time.monotonic() - started) * 1000
    server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return taken


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit("usage: latency.py IRSALINT DIR EDITS [SEED]")
    binary, root, edits = sys.argv[1], os.path.realpath(sys.argv[2]), int(sys.argv[3])
    random_source = random.Random(int(sys.argv[4]) if len(sys.argv) == 5 else 1)
    paths = [path for path in files_below(root) if 0 < os.path.getsize(path) < MAX_FILE_BYTES]
    if not paths:
        sys.exit(f"error: no YAML or JSON files below {root}")

    server = Server(binary, root)
    started = time.monotonic()
    server.request(2, "textDocument/documentSymbol", {"textDocument": {"uri": uri_of(paths[0])}})
    first_scan = time.monotonic() - started

    taken = []
    while len(taken) < edits:
        path = random_source.choice(paths)
        try:
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
        except UnicodeDecodeError:
            continue
        taken.append((edit(server, path, text, random_source), path))
    memory = server.memory()
    server.stop()

    ordered = sorted(milliseconds for milliseconds, _ in taken)
    p99 = percentile(ordered, 0.99)
    print(f"files {len(paths)}; first scan {first_scan:.1f} s; {edits} edits, then {memory:.0f} MB; "
          f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print("milliseconds from didChange to publishDiagnostics: "
          f"median {statistics.median(ordered):.1f}, "
          + ", ".join(f"p{share} {percentile(ordered, share / 100):.1f}" for share in (75, 90, 95))
          + f", p99 {p99:.1f}, longest {ordered[-1]:.1f}")
    print(f"p99 wanted < {TARGET_P99_MS}: {'met' if p99 < TARGET_P99_MS else 'MISSED'}")
    print("The longest:")
    for milliseconds, path in sorted(taken, reverse=True)[:SHOWN]:
        print(f"  {milliseconds:6.1f}  {os.path.relpath(path, root)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
