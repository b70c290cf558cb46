"""The executor does as the runner: its parts on their own, and against GitHub's own library."""

import json
import os
import subprocess
import unittest

from place import Place
from runner import command_files, definition, expression, log_commands
from runner.log_commands import Command, parse_line, parse_log

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = ["plain", "a%b", "%0A%25", "two\nlines\r\n", "a,b:c=d;e]f", "::error::x", "##[error]x",
         "ä 漢 😀", "  blanks  ", "\ttab"]


class ExpressionTest(unittest.TestCase):
    CONTEXTS = {"inputs": {"flag": "true", "empty": "", "some-name": "x"},
                "steps": {"check": {"outputs": {"code": "1"}}}}

    def evaluate(self, source):
        return expression.evaluate(source, self.CONTEXTS)

    def test_values(self):
        for source, value in (
                ("inputs.flag == 'true'", True), ("inputs.flag == 'TRUE'", True),
                ("inputs.flag != 'true'", False), ("!inputs.empty", True),
                ("inputs.empty || inputs.some-name", "x"), ("inputs.flag && inputs.empty", ""),
                ("(inputs.empty || 'a') == 'a' && steps.check.outputs.code == '1'", True),
                ("steps.none.outputs.code", None), ("'it''s'", "it's"), ("true && null", None)):
            self.assertEqual(self.evaluate(source), value, source)

    def test_what_is_no_expression(self):
        for source in ("inputs.", "secrets.x", "inputs.flag ==", "(true", "a b",
                       "contains('a', 'b')", "$x"):
            with self.assertRaises(expression.ExpressionError, msg=source):
                self.evaluate(source)

    def test_text_is_filled_in_once(self):
        contexts = {"inputs": {"a": "${{ inputs.b }}", "b": "secret"}}
        self.assertEqual(expression.fill("<${{ inputs.a }}|${{inputs.b}}>", contexts),
                         "<${{ inputs.b }}|secret>")

    def test_a_condition_means_success_unless_it_asks(self):
        functions = {"success": lambda: False, "failure": lambda: True, "always": lambda: True,
                     "cancelled": lambda: False}
        for condition, runs in (("true", False), ("${{ inputs.flag == 'true' }}", False),
                                ("always()", True), ("${{ failure() && inputs.flag }}", True)):
            self.assertEqual(expression.holds(condition, self.CONTEXTS, functions), runs, condition)


class CommandFilesTest(unittest.TestCase):
    def test_assignments(self):
        text = "a=b<<c\n\nd<<END\n1=2\n\n END\nEND\ne=\n"
        self.assertEqual(command_files.parse_assignments(text),
                         {"a": "b<<c", "d": "1=2\n\n END", "e": ""})

    def test_what_the_runner_refuses(self):
        for text in ("a<<END\nb\n", "word\n", "=b\n"):
            with self.assertRaises(command_files.CommandFileError, msg=text):
                command_files.parse_assignments(text)


class LogCommandsTest(unittest.TestCase):
    def test_lines(self):
        error = Command("error", {}, "x")
        for line, command in (
                ("::error::x", error), (" \t::error::x", error), ("a ::error::x", None),
                ("::error ::x", error), (":: error::x", None), ("::unknown::x", None),
                ("a ##[error]x", error), ("::unknown::##[error]x", error), ("##[unknown]x", None),
                ("::error file=a%3Ab%2Cc,line=1::100%25",
                 Command("error", {"file": "a:b,c", "line": "1"}, "100%"))):
            self.assertEqual(parse_line(line), command, line)

    def test_a_carriage_return_begins_a_line(self):
        self.assertEqual([c.data for c in parse_log("a\r::error::b\r\n::error::c")], ["b", "c"])

    def test_commands_can_be_stopped(self):
        log = "::error::1\n::stop-commands::key\n::error::2\n##[error]3\n::key::\n::error::4\n"
        self.assertEqual([c.data for c in parse_log(log)], ["1", "4"])

    def test_ten_of_a_level_are_shown(self):
        shown = log_commands.annotations(parse_log("::error::x\n" * 12 + "::notice::y\n"))
        self.assertEqual([c.name for c in shown], ["error"] * 10 + ["notice"])

    def test_what_the_library_of_github_writes_is_read_back(self):
        place = Place()
        self.addCleanup(place.remove)
        cases = [{"level": level, "message": text,
                  "properties": {"title": title, "file": text, "startLine": 7, "endColumn": 9}}
                 for level in log_commands.ANNOTATIONS for text in TEXTS for title in TEXTS]
        outputs = [{"output": {"name": f"output-{at}", "value": text}}
                   for at, text in enumerate(TEXTS)]
        path = place.write("cases.json", json.dumps(cases + outputs))
        file = place.write("output", "")
        log = subprocess.run(["node", os.path.join(HERE, "write_commands.mjs"), path], check=True,
                             env={**os.environ, "GITHUB_OUTPUT": file},
                             stdout=subprocess.PIPE).stdout
        commands = parse_log(log.decode())
        self.assertEqual(len(commands), len(cases))
        for command, case in zip(commands, cases):
            expected = {"title": case["properties"]["title"], "file": case["properties"]["file"],
                        "line": "7", "endColumn": "9"}
            self.assertEqual(command, Command(case["level"], expected, case["message"]))
        with open(file, encoding="utf-8", newline="") as stream:
            self.assertEqual(list(command_files.parse_assignments(stream.read()).values()), TEXTS)


class DefinitionTest(unittest.TestCase):
    def setUp(self):
        self.place = Place()
        self.addCleanup(self.place.remove)
        self.folder = self.place.copy_action()

    def change(self, old, new):
        path = os.path.join(self.folder, "action.yml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))

    def expect_refused(self, message):
        with self.assertRaisesRegex(definition.ActionError, message):
            self.place.run(self.folder)

    def test_the_action_is_accepted(self):
        self.assertEqual(len(definition.load(self.folder).steps), 3)

    def test_an_expression_in_a_script(self):
        self.change("scripts/action\" check'", "scripts/action\" check ${{ inputs.args }}'")
        self.expect_refused("puts an expression into its script")

    def test_a_script_without_a_shell(self):
        self.change("      shell: bash\n", "")
        self.expect_refused("without shell: bash")

    def test_an_action_that_is_not_pinned(self):
        self.change("@cdf488f595d80d6e07e03d4674febd5ab45fa938", "@v4")
        self.expect_refused("not pinned")

    def test_an_input_that_is_not_there(self):
        with self.assertRaisesRegex(definition.ActionError, "no inputs .'path'"):
            self.place.run(path=".")

    def test_without_the_last_step_nothing_fails(self):
        """So the other tests would notice if it were not there."""
        stub = self.place.write_program("stub", "#!/bin/bash\nexit 1\n")
        self.assertEqual(self.place.run(self.folder, path_to_binary=stub).conclusion, "failure")
        self.change("scripts/action\" verdict'", "scripts/action\" verdict || true'")
        self.assertEqual(self.place.run(self.folder, path_to_binary=stub).conclusion, "success")


if __name__ == "__main__":
    unittest.main()
