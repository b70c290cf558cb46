"""The demo repository goes through the action: red with three findings, then green by --fix."""

import json
import os
import shutil
import subprocess
import unittest

from place import IRSALINT, ROOT, Place
from runner.log_commands import annotations

# One of each service that is wrong; catalog and payments are right.
IMAGES = ("identity-annotation-typo", "error", "rendered/shop.yaml", 108)
REPORTS = ("annotation-not-string", "error", "rendered/shop.yaml", 155)
ORDERS = ("sub-mismatch", "warning", "iam/shop-orders-trust.json", 13)


class DemoTest(unittest.TestCase):
    def setUp(self):
        self.place = Place()
        self.addCleanup(self.place.remove)
        os.rmdir(self.place.workspace)
        subprocess.run([os.path.join(ROOT, "tests/demo/make"), self.place.workspace], check=True)
        self.place.init_repository()

    def fix(self, *arguments):
        subprocess.run([IRSALINT, *arguments], cwd=self.place.workspace, check=False,
                       capture_output=True)

    def expect(self, conclusion, *findings):
        """The job ends so, and its annotations, outputs and SARIF tell of these findings."""
        result = self.place.run(upload_sarif="true")
        self.assertEqual(result.conclusion, conclusion, result.log)
        with open(result.outputs["sarif-file"], encoding="utf-8") as file:
            run = json.load(file)["runs"][0]
        in_sarif = []
        for entry in run["results"]:
            location = entry["locations"][0]["physicalLocation"]
            in_sarif.append((entry["ruleId"], entry["level"], location["artifactLocation"]["uri"],
                             location["region"]["startLine"]))
        self.assertCountEqual(in_sarif, findings)
        shown = annotations(result.steps[0].commands)
        self.assertCountEqual(
            [(c.name, c.properties["file"], int(c.properties["line"])) for c in shown],
            [finding[1:] for finding in findings])
        for rule, *_ in findings:
            self.assertIn(rule, result.summary)
        self.assertEqual(result.outputs["errors"], str(sum(f[1] == "error" for f in findings)))
        self.assertEqual(result.outputs["warnings"], str(sum(f[1] == "warning" for f in findings)))
        self.assertEqual(len(result.used), 1)

    def test_red_then_green(self):
        self.expect("failure", IMAGES, REPORTS, ORDERS)
        # Who may do what is not changed by a safe fix.
        self.fix("--fix")
        self.expect("failure", ORDERS)
        self.fix("--fix=unsafe", "--fix-side=policy")
        self.expect("success")

    def test_the_repository_is_made_as_before(self):
        again = os.path.join(self.place.temporary, "again")
        subprocess.run([os.path.join(ROOT, "tests/demo/make"), again], check=True)
        shutil.rmtree(self.place.path(".git"))
        self.assertEqual(subprocess.run(["diff", "-r", again, self.place.workspace],
                                        check=False).returncode, 0)
        refused = subprocess.run([os.path.join(ROOT, "tests/demo/make"), again], check=False,
                                 capture_output=True, text=True)
        self.assertEqual((refused.returncode, refused.stderr), (1, f"{again} is not empty\n"))


if __name__ == "__main__":
    unittest.main()
