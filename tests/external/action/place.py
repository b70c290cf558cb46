"""Folders for tests of the action: a workspace that holds a repository, and a runner for it."""

import os
import shutil
import subprocess
import tempfile

from runner.job import Job

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
IRSALINT = os.environ.get("IRSALINT", os.path.join(ROOT, "build/release/irsalint"))

ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: web
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::418273645091:role/web-reader
    eks.amazonaws.com/sts-regional-endpoints: "true"
    eks.amazonaws.com/token-expiration: {expiration}
"""
WRONG = ACCOUNT.format(expiration="3600")  # annotation-not-string, an error
RIGHT = ACCOUNT.format(expiration='"3600"')


class Place:
    """Two folders, which vanish at the end."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="irsalint-action-")
        self.workspace = os.path.join(self._folder.name, "work space")
        self.temporary = os.path.join(self._folder.name, "temp")
        os.makedirs(self.workspace)
        os.makedirs(self.temporary)
        self.variables = {}

    def remove(self):
        self._folder.cleanup()

    def path(self, name):
        return os.path.join(self.workspace, name)

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def write_program(self, name, text):
        path = self.write(name, text)
        os.chmod(path, 0o755)
        return path

    def init_repository(self, name="."):
        subprocess.run(["git", "init", "--quiet", self.path(name)], check=True)

    def commit(self):
        """All of the workspace, in the repository at its top."""
        author = ["-c", "user.name=Test", "-c", "user.email=test@shop.example"]
        for command in (["add", "--all"], [*author, "commit", "--quiet", "--message", "Test"]):
            subprocess.run(["git", "-C", self.workspace, *command], check=True)

    def copy_action(self):
        """A copy of the action that a test may change; its folder."""
        folder = os.path.join(self.temporary, "action")
        os.makedirs(os.path.join(folder, "scripts"))
        for name in ("action.yml", "scripts/action", "scripts/action.sha256"):
            shutil.copy(os.path.join(ROOT, name), os.path.join(folder, name))
        return folder

    def run(self, folder=ROOT, **inputs):
        """Runs the action; inputs are named with _ for -, and the binary is that of the tests."""
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        if "version" not in named:
            named.setdefault("path-to-binary", IRSALINT)
        return Job(self.workspace, self.temporary, self.variables).run(folder, named)
