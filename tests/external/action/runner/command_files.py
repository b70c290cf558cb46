"""The files by which a step tells the runner outputs, variables, paths and its summary."""

import os

MAX_SUMMARY_BYTES = 1 << 20


class CommandFileError(Exception):
    """A file that the runner refuses; the step fails then."""


def parse_assignments(text):
    """The pairs of GITHUB_OUTPUT or GITHUB_ENV: NAME=VALUE, or NAME<<END, lines, END."""
    pairs = {}
    lines = iter(text.split("\n"))
    for line in lines:
        if not line:
            continue
        equals, heredoc = line.find("="), line.find("<<")
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            name, value = line[:equals], line[equals + 1:]
        elif heredoc >= 0:
            name, end = line[:heredoc], line[heredoc + 2:]
            value_lines = []
            for value_line in lines:
                if value_line == end:
                    break
                value_lines.append(value_line)
            else:
                raise CommandFileError(f"no line {end!r} ends the value of {name!r}")
            value = "\n".join(value_lines)
        else:
            raise CommandFileError(f"{line!r} is no assignment")
        if not name:
            raise CommandFileError(f"{line!r} names nothing")
        pairs[name] = value
    return pairs


class CommandFiles:
    """Those of one step, empty at first."""

    NAMES = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_STATE")

    def __init__(self, folder):
        self.paths = {name: os.path.join(folder, name.lower()) for name in self.NAMES}
        for path in self.paths.values():
            with open(path, "w", encoding="utf-8"):
                pass

    def _text(self, name):
        with open(self.paths[name], encoding="utf-8", newline="") as file:
            return file.read()

    def outputs(self):
        return parse_assignments(self._text("GITHUB_OUTPUT"))

    def variables(self):
        return parse_assignments(self._text("GITHUB_ENV"))

    def search_paths(self):
        return [line for line in self._text("GITHUB_PATH").split("\n") if line]

    def summary(self):
        text = self._text("GITHUB_STEP_SUMMARY")
        if len(text.encode()) > MAX_SUMMARY_BYTES:
            raise CommandFileError("the summary is larger than 1 MiB")
        return text
