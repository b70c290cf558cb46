"""What an action.yml says. Text stays text: GitHub gives inputs to actions as strings."""

import os
import re
from dataclasses import dataclass, field

import yaml

PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


class ActionError(Exception):
    """An action that the runner would refuse, or that puts input into a script or is not pinned."""


@dataclass
class Step:
    name: str = ""
    id: str = ""
    condition: str = "success()"
    run: str = ""
    uses: str = ""
    env: dict = field(default_factory=dict)
    inputs: dict = field(default_factory=dict)


@dataclass
class Action:
    folder: str
    defaults: dict
    outputs: dict
    steps: list


def _read_step(raw):
    unknown = raw.keys() - {"name", "id", "if", "run", "uses", "env", "with", "shell"}
    if unknown:
        raise ActionError(f"this runner does not know {sorted(unknown)} of a step")
    step = Step(name=raw.get("name", ""), id=raw.get("id", ""), run=raw.get("run", ""),
                uses=raw.get("uses", ""), env=raw.get("env", {}), inputs=raw.get("with", {}),
                condition=raw.get("if", "success()"))
    if bool(step.run) == bool(step.uses):
        raise ActionError(f"step {step.name!r} must have one of run and uses")
    if step.run and raw.get("shell") != "bash":
        raise ActionError(f"step {step.name!r} has a run without shell: bash")
    if "${{" in step.run:
        raise ActionError(f"step {step.name!r} puts an expression into its script")
    if step.uses and not PINNED.fullmatch(step.uses):
        raise ActionError(f"step {step.name!r} uses {step.uses}, which is not pinned by a commit")
    return step


def load(folder):
    """The action of a folder. Raises ActionError."""
    with open(os.path.join(folder, "action.yml"), encoding="utf-8") as file:
        raw = yaml.load(file, Loader=yaml.BaseLoader)
    if raw["runs"]["using"] != "composite":
        raise ActionError("the action is not composite")
    return Action(
        folder=folder,
        defaults={name: entry.get("default", "") for name, entry in raw["inputs"].items()},
        outputs={name: entry["value"] for name, entry in raw["outputs"].items()},
        steps=[_read_step(step) for step in raw["runs"]["steps"]])
