"""A job with one step, which uses an action: runs the steps of the action, one after the other."""

import os
import subprocess
import tempfile
from dataclasses import dataclass, field

from . import command_files, definition, expression, log_commands

MAX_SECONDS = 300


@dataclass
class StepResult:
    name: str
    outcome: str
    exit_code: int = 0
    log: str = ""

    @property
    def commands(self):
        return log_commands.parse_log(self.log)


@dataclass
class Result:
    conclusion: str = "success"
    steps: list = field(default_factory=list)
    outputs: dict = field(default_factory=dict)
    used: list = field(default_factory=list)  # (action, its inputs) of steps with `uses`
    summary: str = ""
    search_paths: list = field(default_factory=list)
    variables: dict = field(default_factory=dict)

    @property
    def commands(self):
        return [command for step in self.steps for command in step.commands]

    @property
    def log(self):
        return "".join(step.log for step in self.steps)

    def outcome(self, name):
        return next(step.outcome for step in self.steps if step.name == name)


class Job:
    """The machine that an action runs on: a workspace, a temporary folder, and variables."""

    def __init__(self, workspace, temporary, variables=None):
        self.workspace, self.temporary = workspace, temporary
        self.variables = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "shop/manifests",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_WORKSPACE": workspace,
            "HOME": temporary,
            "LANG": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": temporary,
            **(variables or {}),
        }

    def run(self, folder, inputs):
        """What becomes of the job. Raises ActionError for inputs that the action does not know."""
        action = definition.load(folder)
        unknown = inputs.keys() - action.defaults.keys()
        if unknown:
            raise definition.ActionError(f"the action has no inputs {sorted(unknown)}")
        contexts = {
            "inputs": {},
            "steps": {},
            "github": {"workspace": self.workspace, "action_path": folder, "action_repository": "",
                       "repository": self.variables["GITHUB_REPOSITORY"],
                       "server_url": self.variables["GITHUB_SERVER_URL"]},
            "runner": {"os": "Linux", "temp": self.temporary},
        }
        for name, default in action.defaults.items():
            contexts["inputs"][name] = inputs.get(name, expression.fill(default, contexts))
        result = Result()
        for step in action.steps:
            self._run_step(action, step, contexts, result)
        result.outputs = {name: expression.fill(value, contexts)
                          for name, value in action.outputs.items()}
        return result

    def _run_step(self, action, step, contexts, result):
        succeeded = result.conclusion == "success"
        functions = {"success": lambda: succeeded, "failure": lambda: not succeeded,
                     "always": lambda: True, "cancelled": lambda: False}
        if not expression.holds(step.condition, contexts, functions):
            result.steps.append(StepResult(step.name, "skipped"))
            return
        if step.uses:
            result.used.append((step.uses, {name: expression.fill(value, contexts)
                                            for name, value in step.inputs.items()}))
            result.steps.append(StepResult(step.name, "success"))
            return
        files = command_files.CommandFiles(tempfile.mkdtemp(dir=self.temporary))
        completed = self._run_script(action, step, contexts, result, files)
        done = StepResult(step.name, "success", completed.returncode,
                          completed.stdout.decode("utf-8", "replace"))
        try:
            outputs, variables = files.outputs(), files.variables()
            result.search_paths += files.search_paths()
            result.variables.update(variables)
            result.summary += files.summary()
            if step.id:
                contexts["steps"][step.id] = {"outputs": outputs}
        except command_files.CommandFileError as error:
            done.log += f"\n{error}\n"
            done.exit_code = done.exit_code or 1
        if done.exit_code != 0:
            done.outcome = result.conclusion = "failure"
        result.steps.append(done)

    def _run_script(self, action, step, contexts, result, files):
        variables = {**self.variables, **result.variables, **files.paths,
                     "GITHUB_ACTION_PATH": action.folder,
                     **{name: expression.fill(value, contexts) for name, value in step.env.items()}}
        variables["PATH"] = os.pathsep.join(result.search_paths[::-1] + [variables["PATH"]])
        script = os.path.join(os.path.dirname(files.paths["GITHUB_OUTPUT"]), "script.sh")
        with open(script, "w", encoding="utf-8") as file:
            file.write(step.run)
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script], cwd=self.workspace,
            env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=MAX_SECONDS, check=False)
