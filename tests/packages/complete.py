"""complete.py SHELL SCRIPT: types at a real SHELL, in a terminal, with the completion SCRIPT loaded.

Each case is what a person types, with tabs, and the words that the program must then be started
with. The program is a stand-in that writes down its words.
"""

import os
import pathlib
import pty
import select
import sys
import tempfile
import time

# Typed, and the words that arrive.
CASES = [
    ("tra\tmedia/uploader", ["trace", "media/uploader"]),
    ("pol\twh\t", ["policy", "wh"]),
    ("policy why --re\t", ["policy", "why", "--request"]),
    ("check --col\talw\t", ["check", "--color", "always"]),
    ("check --format sar\t", ["check", "--format", "sarif"]),
    ("check --fail-on=nev\t", ["check", "--fail-on=never"]),
    ("--exit-z\tmanif\t", ["--exit-zero", "manifests/"]),
    ("check manif\tserv\t", ["check", "manifests/service account.yaml"]),
    ("check --config irsa\t", ["check", "--config", "irsalint.yaml"]),
    ("explain sub-mism\t", ["explain", "sub-mismatch"]),
    ("completion zs\t", ["completion", "zsh"]),
    ("rules --format mark\t", ["rules", "--format", "markdown"]),
]

START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}

LOAD = {
    "bash": "source '{script}'\n",
    "zsh": "PS1='$ '; autoload -U compinit; compinit -u -D; source '{script}'\n",
    "fish": "source '{script}'\n",
}


class Shell:
    """A shell at a terminal of its own, in `folder`."""

    def __init__(self, name, folder):
        pid, self.terminal = pty.fork()
        if pid == 0:
            os.chdir(folder)
            environment = {
                "PATH": f"{folder}/bin:{os.environ['PATH']}",
                "HOME": str(folder),
                "TERM": "dumb",
                "LC_ALL": "C.UTF-8",
            }
            os.execvpe(START[name][0], START[name], environment)
        self.pid = pid
        self.screen = ""

    def read(self, seconds):
        """Reads until nothing came for so long."""
        while select.select([self.terminal], [], [], seconds)[0]:
            try:
                self.screen += os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:
                return

    def wait_for(self, text, seconds=60):
        """Reads until the text is on the screen."""
        until = time.monotonic() + seconds
        while text not in self.screen and time.monotonic() < until:
            self.read(0.1)

    def type(self, text):
        os.write(self.terminal, text.encode())

    def end(self):
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def make_folder(folder):
    (folder / "bin").mkdir()
    program = folder / "bin" / "irsalint"
    program.write_text('#!/bin/sh\nprintf \'%s\\n\' "$@" >arrived.new && mv arrived.new arrived\n')
    program.chmod(0o755)
    (folder / "manifests").mkdir()
    (folder / "manifests" / "service account.yaml").write_text("")
    (folder / "irsalint.yaml").write_text("")


def alike(shell, words):
    """Zsh joins an option and its value by `=`, and drops the slash behind a folder again."""
    if words is None or shell != "zsh":
        return words
    return [part.rstrip("/") for word in words for part in word.split("=")]


def words_for(shell, folder, typed):
    """What the program was started with."""
    arrived = folder / "arrived"
    arrived.unlink(missing_ok=True)
    shell.type("irsalint ")
    for part in typed.replace("\t", "\t\0").split("\0"):
        shell.type(part)
        shell.read(0.3)
    shell.type("\n")
    until = time.monotonic() + 30
    while not arrived.exists() and time.monotonic() < until:
        shell.read(0.1)
    return arrived.read_text().splitlines() if arrived.exists() else None


def main():
    name, script = sys.argv[1], os.path.abspath(sys.argv[2])
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        make_folder(folder)
        shell = Shell(name, folder)
        shell.type(LOAD[name].format(script=script))
        shell.type("printf 'rea%s\\n' dy\n")
        shell.wait_for("ready")
        for typed, expected in CASES:
            words = words_for(shell, folder, typed)
            if alike(name, words) != alike(name, expected):
                wrong += 1
                print(f"{name}: typed {typed!r}: wanted {expected}, got {words}")
        if wrong:
            print(shell.screen)
        shell.end()
    print(f"{name}: {len(CASES) - wrong} of {len(CASES)} completions are right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
