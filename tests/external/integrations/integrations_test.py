"""Each block of docs/integrations.md does what the page says, in a repository with mistakes.

The commands of CI systems are run as these would run them: in a checkout, with irsalint on the PATH.
What a block needs from elsewhere (kustomize, terraform) is played by a script of a few lines.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import yaml

from blocks import ROOT, blocks

BINARY = os.environ["IRSALINT"]
BLOCKS = blocks()

# Behind a `terraform show -json`: a role of the root module, one of a module, and something else.
ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0"


def trust_policy(account):
    return json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/" + ISSUER},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
            ISSUER + ":aud": "sts.amazonaws.com",
            ISSUER + ":sub": "system:serviceaccount:shop:" + account}}}]})


def planned_role(name, account, **more):
    return {"type": "aws_iam_role",
            "values": {"name": name, "assume_role_policy": trust_policy(account), **more}}


PLAN = {"planned_values": {"root_module": {
    "resources": [planned_role("cart", "cart"), {"type": "aws_s3_bucket", "values": {}}],
    "child_modules": [{"resources": [planned_role("orders", "order", path="/shop/")]}]}}}


def service_account(name, role):
    return (f"apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {name}\n  namespace: shop\n"
            "  annotations:\n"
            f"    eks.amazonaws.com/role-arn: arn:aws:iam::418273645091:role/{role}\n"
            '    eks.amazonaws.com/sts-regional-endpoints: "true"\n')


class Checkout:
    """A copy of the demo repository, and programs in front of the PATH."""

    def __init__(self):
        self.folder = tempfile.mkdtemp()
        self.repository = os.path.join(self.folder, "checkout")
        self.programs = os.path.join(self.folder, "bin")
        os.mkdir(self.programs)
        os.symlink(BINARY, os.path.join(self.programs, "irsalint"))
        subprocess.run([os.path.join(ROOT, "tests/demo/make"), self.repository], check=True,
                       stdout=subprocess.DEVNULL)

    def remove(self):
        shutil.rmtree(self.folder)

    def program(self, name, text):
        path = os.path.join(self.programs, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + text)
        os.chmod(path, 0o755)

    def write(self, name, text):
        path = os.path.join(self.repository, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(os.path.join(self.repository, name), encoding="utf-8") as file:
            return file.read()

    def run(self, script, **environment):
        """As every CI system runs a step: by a shell that ends at the first failure."""
        variables = {**os.environ, "PATH": self.programs + os.pathsep + os.environ["PATH"],
                     **environment}
        return subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=self.repository,
                              env=variables, capture_output=True, text=True, check=False)


class IntegrationsTest(unittest.TestCase):
    def setUp(self):
        self.checkout = Checkout()
        self.addCleanup(self.checkout.remove)

    def found(self, run):
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)

    def test_every_block_is_tested(self):
        tested = {name[len("test_"):].replace("_", "-") for name in dir(self)
                  if name.startswith("test_") and name != "test_every_block_is_tested"}
        self.assertEqual(set(BLOCKS), tested)

    # Its syntax is checked by check_integrations.sh.
    def test_github(self):
        steps = yaml.safe_load(BLOCKS["github"])["jobs"]["irsalint"]["steps"]
        script, = [step["run"] for step in steps if "run" in step]
        summary = os.path.join(self.checkout.folder, "summary")
        run = self.checkout.run(script, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=summary)
        self.found(run)
        self.assertEqual(len(re.findall(r"^::(?:error|warning) ", run.stdout, re.M)), 3)
        with open(summary, encoding="utf-8") as file:
            self.assertTrue(file.read().startswith("### irsalint: 2 errors, 1 warning in "))
        upload = steps[-1]
        self.assertIn(upload["with"]["sarif_file"], os.listdir(self.checkout.repository))

    def test_gitlab(self):
        job = yaml.safe_load(BLOCKS["gitlab"])["irsalint"]
        self.found(self.checkout.run("\n".join(job["script"])))
        reports = job["artifacts"]["reports"]
        self.assertEqual(len(json.loads(self.checkout.read(reports["codequality"]))), 3)
        self.assertIn('failures="3"', self.checkout.read(reports["junit"]))

    def test_azure(self):
        steps = yaml.safe_load(BLOCKS["azure"])["steps"]
        run = self.checkout.run(steps[0]["script"], TF_BUILD="True")
        self.found(run)
        self.assertEqual(run.stdout.count("##vso[task.logissue type="), 3)
        for step, name in ((steps[1], "testResultsFiles"), (steps[2], "pathToPublish")):
            self.assertIn(step["inputs"][name], os.listdir(self.checkout.repository))

    def test_jenkins(self):
        command, = re.findall(r"sh '([^']+)'", BLOCKS["jenkins"])
        self.found(self.checkout.run(command))
        for name in re.findall(r"'(irsalint\.\w+)'", BLOCKS["jenkins"]):
            self.assertIn(name, os.listdir(self.checkout.repository))

    def test_shell(self):
        run = self.checkout.run(BLOCKS["shell"])
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(len(json.loads(self.checkout.read("irsalint.rdjson"))["diagnostics"]), 3)

    def test_pre_commit(self):
        self.checkout.write(".pre-commit-config.yaml", BLOCKS["pre-commit"])
        run = self.checkout.run("git init -q && git add -A && pre-commit run --all-files",
                                PRE_COMMIT_HOME=os.path.join(self.checkout.folder, "cache"))
        self.found(run)
        self.assertIn("2 errors, 1 warning in ", run.stdout)

    def test_argocd(self):
        self.checkout.program("kustomize", '[ "$1" = build ] && cat "$2"/*.yaml\n')
        for name, role in (("cart", "cart"), ("orders", "orders")):
            self.checkout.write(f"applications/{name}/sa.yaml", service_account(name, role))
        for role, account in (("cart", "cart"), ("orders", "order")):
            self.checkout.write(f"iam/{role}.json", json.dumps({"Role": {
                "RoleName": role, "Arn": "arn:aws:iam::418273645091:role/" + role,
                "AssumeRolePolicyDocument": json.loads(trust_policy(account))}}))
        shutil.rmtree(os.path.join(self.checkout.repository, "rendered"), ignore_errors=True)
        run = self.checkout.run(BLOCKS["argocd"])
        self.found(run)
        self.assertIn("error[sub-mismatch]", run.stdout)
        self.assertIn("rendered/orders.yaml", run.stdout)

    def test_terraform(self):
        self.checkout.program("terraform", 'cat "$PLAN"\n')
        plan = os.path.join(self.checkout.folder, "plan.json")
        with open(plan, "w", encoding="utf-8") as file:
            json.dump(PLAN, file)
        self.checkout.write("manifests/cart.yaml", service_account("cart", "cart"))
        self.checkout.write("manifests/orders.yaml", service_account("orders", "shop/orders"))
        run = self.checkout.run(BLOCKS["terraform"], PLAN=plan, ACCOUNT="418273645091")
        self.found(run)
        self.assertEqual(run.stdout.count("error[sub-mismatch]"), 1)
        self.assertIn('"system:serviceaccount:shop:order"', run.stdout)
        # A policy that is known only after the apply is no empty one.
        del PLAN["planned_values"]["root_module"]["resources"][0]["values"]["assume_role_policy"]
        with open(plan, "w", encoding="utf-8") as file:
            json.dump(PLAN, file)
        run = self.checkout.run(BLOCKS["terraform"], PLAN=plan, ACCOUNT="418273645091")
        self.assertNotIn(run.returncode, (0, 1))
        self.assertIn("jq: error", run.stderr)


if __name__ == "__main__":
    unittest.main()
