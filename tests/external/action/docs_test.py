"""What the documents say of the action is what it has."""

import os
import re
import unittest

import yaml

from place import ROOT

PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        return file.read()


def rows(page, title):
    """The cells of the table below a title."""
    section = page.split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


class DocsTest(unittest.TestCase):
    def setUp(self):
        self.action = yaml.load(read("action.yml"), Loader=yaml.BaseLoader)
        folder = os.path.join(ROOT, "docs/workflows")
        self.workflows = {name: read(f"docs/workflows/{name}")
                          for name in sorted(os.listdir(folder))}

    def test_every_input_with_its_default(self):
        self.assertEqual(
            rows(read("docs/github-action.md"), "Inputs"),
            [[f"`{name}`", f"`{entry['default']}`" if entry["default"] else "",
              entry["description"]] for name, entry in self.action["inputs"].items()])

    def test_every_output(self):
        self.assertEqual(rows(read("docs/github-action.md"), "Outputs"),
                         [[f"`{name}`", entry["description"]]
                          for name, entry in self.action["outputs"].items()])

    def test_every_input_reaches_the_script_or_the_upload(self):
        step, upload, _ = self.action["runs"]["steps"]
        used = " ".join([*step["env"].values(), *upload["with"].values()])
        for name in self.action["inputs"]:
            self.assertIn("${{ inputs." + name + " }}", used)
            variable = "INPUT_" + name.upper().replace("-", "_")
            if variable in step["env"]:
                self.assertIn("$" + variable, read("scripts/action").replace("${", "$"))

    def test_workflows_give_inputs_that_the_action_has(self):
        given = set()
        for text in self.workflows.values():
            for job in yaml.load(text, Loader=yaml.BaseLoader)["jobs"].values():
                for step in job["steps"]:
                    if step.get("uses", "").startswith("OWNER/irsalint@"):
                        given |= step["with"].keys()
        self.assertIn("paths", given)
        self.assertEqual(given - self.action["inputs"].keys(), set())

    def test_other_actions_are_pinned(self):
        texts = [read("action.yml"), *self.workflows.values()]
        lines = [line.strip().removeprefix("- ") for text in texts for line in text.splitlines()
                 if "uses: " in line and "uses: OWNER/irsalint@v" not in line]
        self.assertGreater(len(lines), len(self.workflows))
        for line in lines:
            self.assertRegex(line, PINNED)
        # One action has one commit everywhere.
        actions = {line.split("@")[0] for line in lines}
        self.assertEqual(len(set(lines)), len(actions))

    def test_workflows_are_named_and_ask_for_few_rights(self):
        page = read("docs/github-action.md")
        for name, text in self.workflows.items():
            self.assertIn(f"(workflows/{name})", page)
            self.assertEqual(yaml.load(text, Loader=yaml.BaseLoader)["permissions"], {})
            self.assertNotIn("pull_request_target", text)

    def test_pinned_releases_have_the_form_that_the_script_reads(self):
        for line in read("scripts/action.sha256").splitlines():
            self.assertRegex(
                line, r"^(#.*|[0-9a-f]{64}  irsalint-\d+\.\d+\.\d+-linux-x64\.tar\.gz)$")


if __name__ == "__main__":
    unittest.main()
