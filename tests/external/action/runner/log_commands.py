"""The commands that the runner finds in the log of a step.

It looks at every line: `::name key=value,…::data` at its start, blanks aside, and the older
`##[name key=value;…]data` anywhere in it. A carriage return ends a line, too.
"""

import re
from dataclasses import dataclass

KNOWN = {"add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
         "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env",
         "set-output", "stop-commands", "warning"}
ANNOTATIONS = ("error", "warning", "notice")
MAX_ANNOTATIONS = 10  # of a level and step; the runner drops the rest


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict
    data: str


def _unescaped(text, pairs):
    for escaped, plain in pairs:
        text = text.replace(escaped, plain)
    return text


DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
OLD_DATA = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%")]


def _command(head, data, separator, known, property_escapes, data_escapes):
    name, _, rest = head.partition(" ")
    if name not in known:
        return None
    properties = {}
    for pair in rest.strip().split(separator):
        key, _, value = pair.partition("=")
        if key and value:
            properties[key] = _unescaped(value, property_escapes)
    return Command(name, properties, _unescaped(data, data_escapes))


def parse_line(line, known=frozenset(KNOWN)):
    """The command of a line, or None."""
    trimmed = line.lstrip()
    if trimmed.startswith("::"):
        end = trimmed.find("::", 2)
        if end >= 0:
            command = _command(trimmed[2:end], trimmed[end + 2:], ",", known, PROPERTY, DATA)
            if command:
                return command
    begin = line.find("##[")
    end = line.find("]", begin)
    if begin < 0 or end < 0:
        return None
    return _command(line[begin + 3:end], line[end + 1:], ";", known, OLD_DATA, OLD_DATA)


def parse_log(text):
    """The commands of a log that the runner obeys, none between stop-commands and its token."""
    commands = []
    token = None
    for line in re.split(r"\r\n|\r|\n", text):
        if token is not None:
            if parse_line(line, {token}):
                token = None
            continue
        command = parse_line(line)
        if command is None:
            continue
        if command.name == "stop-commands":
            token = command.data
        else:
            commands.append(command)
    return commands


def annotations(commands):
    """Those that are shown: the runner takes ten of each level."""
    shown = []
    for level in ANNOTATIONS:
        shown += [command for command in commands if command.name == level][:MAX_ANNOTATIONS]
    return shown
