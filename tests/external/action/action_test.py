"""The action, run as the runner does: what it reports, when it fails, and what it refuses."""

import json
import os
import shutil
import subprocess
import unittest

from place import IRSALINT, RIGHT, WRONG, Place
from runner.log_commands import annotations

UPLOAD = "Upload the SARIF report"
VERDICT = "Fail where irsalint says so"


class ActionTest(unittest.TestCase):
    def setUp(self):
        self.place = Place()
        self.addCleanup(self.place.remove)

    def write_stub(self, text):
        """A program in the place of irsalint that notes its arguments, then does `text`."""
        return self.place.write_program(
            "stub", f"#!/bin/bash\nprintf '%s\\n' \"$@\" >>\"$HOME/arguments\"\n{text}\n")

    def stub_arguments(self):
        path = os.path.join(self.place.temporary, "arguments")
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()

    def expect_refused(self, message, **inputs):
        inputs.setdefault("path_to_binary", self.write_stub(""))
        result = self.place.run(**inputs)
        self.assertEqual(result.conclusion, "failure")
        self.assertEqual([(c.name, c.properties, c.data) for c in result.commands],
                         [("error", {"title": "irsalint"}, message)])
        self.assertEqual(result.outcome(VERDICT), "skipped")
        self.assertIsNone(self.stub_arguments(), "irsalint ran in spite of wrong inputs")


class ReportsTest(ActionTest):
    def test_a_finding_fails_the_job_with_all_reports(self):
        self.place.write("accounts/reader.yaml", WRONG)
        result = self.place.run(upload_sarif="true", category="prod")
        self.assertEqual(result.conclusion, "failure")
        self.assertEqual(result.outcome("Run irsalint"), "success")
        self.assertEqual(result.outcome(UPLOAD), "success")
        self.assertEqual(result.outcome(VERDICT), "failure")
        sarif = result.outputs.pop("sarif-file")
        self.assertEqual(result.outputs, {"exit-code": "1", "findings": "1", "errors": "1",
                                          "warnings": "0", "notes": "0"})
        self.assertTrue(sarif.startswith(self.place.temporary + os.sep), sarif)
        with open(sarif, encoding="utf-8") as file:
            results = json.load(file)["runs"][0]["results"]
        self.assertEqual([entry["ruleId"] for entry in results], ["annotation-not-string"])
        [(used, inputs)] = result.used
        self.assertRegex(used, r"^github/codeql-action/upload-sarif@[0-9a-f]{40}$")
        self.assertEqual(inputs, {"sarif_file": sarif, "checkout_path": self.place.workspace,
                                  "category": "prod"})
        [shown] = annotations(result.commands)
        self.assertEqual(shown.name, "error")
        self.assertIn("annotation-not-string", shown.properties["title"])
        self.assertEqual(shown.properties["file"], "accounts/reader.yaml")
        self.assertEqual(shown.properties["line"], "9")
        self.assertEqual(shown.properties["col"], "41")
        self.assertIn('"eks.amazonaws.com/token-expiration"', shown.data)
        self.assertIn("annotation-not-string", result.summary)

    def test_without_findings_the_job_is_green(self):
        self.place.write("reader.yaml", RIGHT)
        result = self.place.run(fail_on="error")
        self.assertEqual(result.conclusion, "success", result.log)
        self.assertEqual(result.outputs["exit-code"], "0")
        self.assertEqual(result.outputs["errors"], "0")
        self.assertEqual(result.used, [])
        self.assertEqual(result.outcome(UPLOAD), "skipped")
        self.assertEqual([c for c in result.commands if c.name == "error"], [])

    def test_fail_on_decides(self):
        self.place.write("reader.yaml", WRONG)
        for fail_on, conclusion in (
                ("never", "success"), ("error", "failure"), ("note", "failure")):
            with self.subTest(fail_on):
                result = self.place.run(fail_on=fail_on)
                self.assertEqual(result.conclusion, conclusion)
                self.assertEqual(result.outputs["errors"], "1")

    def test_the_configuration_decides_where_fail_on_is_empty(self):
        self.place.write("reader.yaml", WRONG)
        self.place.write(".irsalint.yaml", "fail-on: never\n")
        self.assertEqual(self.place.run().conclusion, "success")
        self.assertEqual(self.place.run(config="none").conclusion, "failure")

    def test_annotations_and_summary_can_be_switched_off(self):
        self.place.write("reader.yaml", WRONG)
        result = self.place.run(annotations="false", summary="false")
        self.assertEqual(result.commands, [])
        self.assertEqual(result.summary, "")
        self.assertIn("error[annotation-not-string]", result.log)

    def test_suppressed_findings_do_not_count(self):
        self.place.write("reader.yaml", WRONG.replace("3600", "3600  # irsalint: ignore a test"))
        result = self.place.run()
        self.assertEqual(result.conclusion, "success", result.log)
        self.assertEqual(result.outputs["findings"], "0")

    def test_findings_of_a_baseline_do_not_count(self):
        self.place.write("reader.yaml", WRONG)
        subprocess.run([IRSALINT, "baseline", "create", "--output", "known.json"],
                       cwd=self.place.workspace, check=True, capture_output=True)
        self.assertEqual(self.place.run().conclusion, "failure")
        result = self.place.run(baseline="known.json")
        self.assertEqual(result.conclusion, "success", result.log)
        self.assertEqual(result.outputs["errors"], "0")

    def test_findings_of_an_earlier_revision_do_not_count(self):
        self.place.init_repository()
        self.place.write("reader.yaml", WRONG)
        self.place.commit()
        self.place.write("writer.yaml", RIGHT.replace("reader", "writer"))
        self.place.commit()
        result = self.place.run(args="--since=HEAD^1")
        self.assertEqual(result.conclusion, "success", result.log)
        self.assertEqual(result.outputs["errors"], "0")
        self.place.write("writer.yaml", WRONG.replace("reader", "writer"))
        self.place.commit()
        result = self.place.run(args="--since=HEAD^1")
        self.assertEqual(result.conclusion, "failure")
        self.assertEqual(result.outputs["errors"], "1")
        [shown] = annotations(result.steps[0].commands)
        self.assertEqual(shown.properties["file"], "writer.yaml")

    def test_every_annotation_limit_is_kept(self):
        for number in range(25):
            self.place.write(f"{number:02}.yaml", WRONG.replace("reader", f"reader-{number}"))
        result = self.place.run()
        self.assertEqual(result.outputs["errors"], "25")
        errors = [c for c in result.steps[0].commands if c.name == "error"]
        self.assertEqual(len(errors), 10)

    def test_paths_args_and_further_formats_are_lists_of_lines(self):
        self.place.write("a b/reader.yaml", WRONG)
        self.place.write("c/writer.yaml", WRONG.replace("reader", "writer"))
        self.place.write("d/other.yaml", WRONG.replace("reader", "other"))
        result = self.place.run(paths="\n  a b \r\n\nc\n", args="--persona=auditor\n",
                                format="text=report.txt\n json=report.json\n",
                                sarif_file="out.sarif")
        self.assertEqual(result.outputs["errors"], "2")
        self.assertEqual(result.outputs["sarif-file"], self.place.path("out.sarif"))
        with open(self.place.path("report.txt"), encoding="utf-8") as file:
            self.assertIn("a b/reader.yaml:9:41", file.read())
        with open(self.place.path("report.json"), encoding="utf-8") as file:
            self.assertGreaterEqual(len(json.load(file)["findings"]), 2)

    def test_irsalint_runs_once_with_these_arguments(self):
        stub = self.write_stub("")
        self.place.run(path_to_binary=stub, paths="a\nb", args="--strict", config="c.yaml",
                       baseline="none", fail_on="note", sarif_file="x.sarif")
        arguments = self.stub_arguments()
        self.assertTrue(arguments[3].endswith("/report.json"))
        self.assertTrue(arguments[4].endswith("/summary.md"))
        arguments[3:5] = ["json", "markdown"]
        self.assertEqual(arguments, [
            "check", "--format=github", f"--format=sarif={self.place.path('x.sarif')}", "json",
            "markdown", "--fail-on=note", "--config=c.yaml", "--baseline=none", "--strict", "--",
            "a", "b"])


class FaultsTest(ActionTest):
    """irsalint ends with 2, 3, or by a signal: the job fails, after the upload of what there is."""

    def test_what_cannot_be_read_fails_the_job_after_the_upload(self):
        self.place.write("reader.yaml", RIGHT)
        result = self.place.run(paths=".\nmissing", upload_sarif="true", fail_on="never")
        self.assertEqual(result.conclusion, "failure")
        self.assertEqual(result.outputs["exit-code"], "2")
        self.assertEqual(len(result.used), 1)
        self.assertEqual(
            result.steps[-1].commands[-1].data,
            "irsalint was called wrongly or could not read its input; its log says why")

    def test_a_wrong_argument_fails_the_job(self):
        result = self.place.run(args="--no-such-option", upload_sarif="true")
        self.assertEqual(result.conclusion, "failure")
        self.assertEqual(result.used, [])
        self.assertEqual(result.outputs, {"sarif-file": "", "exit-code": "2", "findings": "",
                                          "errors": "", "warnings": "", "notes": ""})

    def test_faults_and_signals_fail_the_job(self):
        for text, status in (("exit 3", 3), ("kill -SEGV $$", 139)):
            with self.subTest(text):
                result = self.place.run(path_to_binary=self.write_stub(text), fail_on="never")
                self.assertEqual(result.conclusion, "failure")
                self.assertEqual(result.steps[-1].exit_code, status)
                self.assertEqual(
                    result.steps[-1].commands[-1].data,
                    f"irsalint ended with {status}, a fault of its own; its log says more")

    def test_half_a_report_is_none(self):
        stub = self.write_stub("""printf "{" >"${3#--format=sarif=}"
printf "{" >"${4#--format=json=}"
exit 3""")
        result = self.place.run(path_to_binary=stub, upload_sarif="true")
        self.assertEqual(result.used, [])
        self.assertEqual(result.outputs["sarif-file"], "")
        self.assertEqual(result.outputs["findings"], "")

    def test_a_report_of_an_earlier_step_is_not_taken_for_one_of_this(self):
        self.place.write("old.sarif", '{"version": "2.1.0"}')
        result = self.place.run(path_to_binary=self.write_stub("exit 3"), sarif_file="old.sarif")
        self.assertEqual(result.outputs["sarif-file"], "")


class InputsTest(ActionTest):
    def test_unknown_values(self):
        self.expect_refused("the input fail-on is 'high', which is none of: "
                            "error warning note never", fail_on="high")
        for name in ("annotations", "summary", "upload-sarif"):
            self.expect_refused(f"the input {name} is 'True', which is none of: true false",
                                **{name.replace("-", "_"): "True"})
        self.expect_refused("the input format has the line 'sarif', which is not FORMAT=FILE",
                            format="sarif")
        self.expect_refused("the input format has the line '--fix', which is not FORMAT=FILE",
                            format="--fix")

    def test_line_breaks_where_one_value_is_meant(self):
        for name in ("config", "baseline", "sarif-file", "working-directory"):
            self.expect_refused(
                f"the input {name} holds a line break or another control character",
                **{name.replace("-", "_"): "x\nexit-code=0"})

    def test_a_report_that_cannot_be_written(self):
        os.mkdir(self.place.path("folder"))
        self.expect_refused("sarif-file: 'folder' cannot be written", sarif_file="folder")

    def test_nothing_to_check(self):
        self.expect_refused("the input paths names nothing", paths=" \n")
        self.expect_refused("the input paths names standard input", paths="a\n-")

    def test_messages_cannot_bring_commands(self):
        self.expect_refused("the input fail-on is '%0A\n::warning::x', which is none of: "
                            "error warning note never", fail_on="%0A\n::warning::x")

    def test_the_binary_must_be_there(self):
        self.expect_refused("path-to-binary: there is no program at 'bin/irsalint'",
                            path_to_binary="bin/irsalint")
        self.place.write("data", "")
        self.expect_refused("path-to-binary: there is no program at 'data'", path_to_binary="data")
        self.expect_refused("path-to-binary: there is no program at '.'", path_to_binary=".")
        self.expect_refused("the inputs version and path-to-binary exclude each other",
                            path_to_binary="data", version="1.2.3")

    def test_a_binary_of_the_workspace(self):
        self.write_stub("")
        self.assertEqual(self.place.run(path_to_binary="stub").outputs["exit-code"], "0")

    def test_text_that_a_shell_would_run(self):
        stub = self.write_stub("")
        lines = ["$(touch pwned)", "`touch pwned`", "; touch pwned", "a' b\" c", "--fix", "*"]
        self.place.run(path_to_binary=stub, paths="\n".join(lines), config=lines[0], args=lines[1],
                       baseline=lines[2], category=lines[0], format="junit=" + lines[0])
        self.assertEqual(self.stub_arguments()[-9:],
                         ["--config=$(touch pwned)", "--baseline=; touch pwned", lines[1], "--",
                          *lines][-9:])
        self.assertFalse(os.path.exists(self.place.path("pwned")))

    def test_without_jq(self):
        self.place.write_program("tools/bash", '#!/bin/sh\nexec /bin/bash "$@"\n')
        for tool in ("dirname", "touch"):
            os.symlink(shutil.which(tool), self.place.path(f"tools/{tool}"))
        self.place.write_program("tools/env", '#!/bin/sh\nshift\nexec /bin/bash "$@"\n')
        self.place.variables["PATH"] = self.place.path("tools")
        self.expect_refused("jq is not installed; the findings are counted with it")


class WorkingDirectoryTest(ActionTest):
    def test_a_checkout_in_a_folder(self):
        self.place.write("checkout/apps/reader.yaml", WRONG)
        self.place.init_repository("checkout")
        result = self.place.run(working_directory="checkout", upload_sarif="true")
        [shown] = annotations(result.commands)
        self.assertEqual(shown.properties["file"], "apps/reader.yaml")
        self.assertEqual(result.used[0][1]["checkout_path"], self.place.path("checkout"))

    def test_a_folder_of_a_repository_is_refused(self):
        self.place.write("apps/web/reader.yaml", WRONG)
        self.place.init_repository()
        self.expect_refused("the working directory 'apps/web' is inside a repository; "
                            "name it in paths instead", working_directory="apps/web")

    def test_a_folder_that_is_not_there(self):
        self.expect_refused("the working directory 'none' does not exist", working_directory="none")


if __name__ == "__main__":
    unittest.main()
