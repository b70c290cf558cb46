"""The action on a repository whose names and contents are made to be obeyed by the runner."""

import json
import os
import subprocess
import unittest
from collections import Counter

from place import IRSALINT, WRONG, Place
from runner.log_commands import MAX_ANNOTATIONS, annotations

NAMES = [
    "a\n::error file=pwned::pwned.yaml",
    "b\r::add-mask::pwned.yaml",
    "::warning::pwned.yaml",
    "  ::set-output name=exit-code::0.yaml",
    "##[add-path]pwned.yaml",
    "c ##[error]pwned.yaml",
    "d\n::stop-commands::pwned\n.yaml",
    "e%0A::error::pwned.yaml",
    "f,line=1,title=pwned::x.yaml",
    "quotes ' \" `id`.yaml",
    "tab\tand\x1b[31m.yaml",
    "$(touch pwned).yaml",
    "; touch pwned;.yaml",
    "--fix.yaml",
    "| a | b |.yaml",
    "<img src=x onerror=alert(1)>.yaml",
    "[x](javascript:alert(1)).yaml",
    "exit-code<<EOF.yaml",
]
# Values that messages repeat: the name of an account, and of a role.
VALUES = ["x\\n::error::pwned", "##[add-path]pwned", "::add-mask::pwned", "$(touch pwned)",
          "\\r::set-env name=A::pwned", "%0A::error::pwned", "</td><script>pwned</script>"]
OUTPUTS = {"sarif-file", "exit-code", "findings", "errors", "warnings", "notes"}


def write_repository(place):
    for number, name in enumerate(NAMES):
        place.write(name, WRONG.replace("name: reader", f"name: reader-{number}"))
    for number, value in enumerate(VALUES):
        place.write(f"value-{number}.yaml", WRONG.replace("name: reader", f'name: "{value}"'))
    for number, name in enumerate(NAMES):
        place.write(f"broken {number}/{name}", "kind: Pod\nspec: [\n")


def findings(place):
    """What irsalint says without the action."""
    run = subprocess.run([IRSALINT, "check", "--format=json"], cwd=place.workspace,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return json.loads(run.stdout)["findings"]


def places(commands):
    return Counter((c.name, c.properties.get("line"), c.properties.get("col")) for c in commands)


def foreign(result, expected):
    """What the runner obeyed that no finding stands for, one text each."""
    levels = {"error": "error", "warning": "warning", "note": "notice"}
    due = Counter((levels[f["severity"]], str(f["primary"]["line"]), str(f["primary"]["column"]))
                  for f in expected)
    commands = result.steps[0].commands
    found = [f"{name} at {line}:{column}" for (name, line, column) in places(commands) - due]
    rules = {f["rule"] for f in expected}
    found += [f"title {c.properties.get('title')!r}" for c in commands
              if not any(rule in c.properties.get("title", "") for rule in rules)]
    found += [f"output {name}" for name in result.outputs.keys() - OUTPUTS]
    found += [f"path {path}" for path in result.search_paths]
    found += [f"variable {name}" for name in result.variables]
    return found


class HostileTest(unittest.TestCase):
    def setUp(self):
        self.place = Place()
        self.addCleanup(self.place.remove)
        write_repository(self.place)

    def expect_unharmed(self, result):
        self.assertFalse(os.path.exists(self.place.path("pwned")))
        self.assertEqual(result.outputs["exit-code"], "1", result.log)
        self.assertEqual(int(result.outputs["errors"]),
                         sum(f["severity"] == "error" for f in findings(self.place)))
        self.assertEqual(result.conclusion, "failure")
        self.assertNotIn("\x1b", result.log)

    def test_annotations(self):
        expected = findings(self.place)
        self.assertGreaterEqual(len(expected), len(NAMES) + len(VALUES))
        result = self.place.run(upload_sarif="true")
        self.expect_unharmed(result)
        self.assertEqual(foreign(result, expected), [])
        self.assertEqual(len(annotations(result.steps[0].commands)), 10)
        self.assertNotIn("<script>", result.summary)
        self.assertNotIn("<img", result.summary)

    def test_every_name(self):
        """So few at a time that the limit of annotations hides none."""
        for first in range(0, len(NAMES), MAX_ANNOTATIONS):
            names = NAMES[first:first + MAX_ANNOTATIONS]
            place = Place()
            self.addCleanup(place.remove)
            for number, name in enumerate(names):
                place.write(name, WRONG.replace("name: reader", f"name: reader-{number}"))
            result = place.run()
            self.assertEqual(foreign(result, findings(place)), [])
            self.assertEqual(len(annotations(result.steps[0].commands)), len(names))
            self.assertEqual(result.outputs["errors"], str(len(names)))

    def test_text(self):
        result = self.place.run(annotations="false")
        self.expect_unharmed(result)
        self.assertEqual(result.steps[0].commands, [])

    def test_hostile_output_of_a_program(self):
        """The control: what echoes names as they are is caught, on each of the ways."""
        echo = "#!/bin/bash\nprintf '%s\\n' *\nexit 1\n"
        result = self.place.run(path_to_binary=self.place.write_program("stub", echo))
        self.assertIn("error at None:None", foreign(result, findings(self.place)))
        self.assertIn("add-path at None:None", foreign(result, findings(self.place)))

    def test_commands_are_stopped_where_none_is_due(self):
        """Messages on standard error and the text report can hold anything."""
        echo = "#!/bin/bash\nprintf '%s\\n' * >&2\nprintf '::error::late'  >&2\nexit 1\n"
        stub = self.place.write_program("stub", echo)
        for choice in ("true", "false"):
            result = self.place.run(path_to_binary=stub, annotations=choice)
            self.assertEqual(result.steps[0].commands, [])
            self.assertIn("::error::late", result.log)
            self.assertEqual(result.steps[1].outcome, "skipped")


if __name__ == "__main__":
    unittest.main()
