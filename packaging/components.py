"""What is linked into the static program, by packaging/components.json: names, versions, licences.

Run as a program it writes a part of a release to standard output:
  components.py notice GRAMMARS                   the licences, as NOTICE
  components.py sbom GRAMMARS VERSION PROGRAM     the bill of materials, as SPDX 2.3 in JSON
GRAMMARS is the node_modules folder that the program was built with.
"""

import base64
import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).parents[1]
LINE = "=" * 79


@dataclasses.dataclass(frozen=True)
class Component:
    name: str
    version: str
    license: str
    purl: str
    license_text: str
    sha512: str = ""


def installed_version(package):
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", package],
        capture_output=True, text=True, check=False)
    if shown.returncode != 0:
        sys.exit(f"the Debian package {package} is not installed; the program is built from it")
    return shown.stdout


def debian_component(entry):
    package = entry["package"]
    version = installed_version(package)
    quoted = urllib.parse.quote(version, safe="")
    return Component(
        name=entry["name"], version=version, license=entry["license"],
        purl=f"pkg:deb/debian/{package}@{quoted}?arch=amd64",
        license_text=pathlib.Path(f"/usr/share/doc/{package}/copyright").read_text("utf-8"))


def npm_component(entry, grammars, lock):
    name = entry["name"]
    locked = lock["packages"][f"node_modules/{name}"]
    algorithm, digest = locked["integrity"].split("-", 1)
    if algorithm != "sha512":
        sys.exit(f"{name}: the lock file has no sha512")
    quoted = urllib.parse.quote(name, safe="/")
    return Component(
        name=name, version=locked["version"], license=locked["license"],
        purl=f"pkg:npm/{quoted}@{locked['version']}",
        license_text=(grammars / name / "LICENSE").read_text("utf-8"),
        sha512=base64.b64decode(digest).hex())


def components(grammars):
    entries = json.loads((ROOT / "packaging/components.json").read_text("utf-8"))
    lock = json.loads((ROOT / "third_party/grammars/package-lock.json").read_text("utf-8"))
    found = [debian_component(entry) for entry in entries["debian"]]
    return found + [npm_component(entry, grammars, lock) for entry in entries["npm"]]


def notice(found):
    """All licences; those that are the same text are printed once."""
    names = {}
    for component in found:
        names.setdefault(component.license_text, []).append(
            f"{component.name} {component.version} ({component.license})")
    parts = [
        "irsalint is licensed under the Apache License, version 2.0. The program is linked with the\n"
        "libraries below, whose licences follow. It can be built from its source, and so linked\n"
        "again, with any other version of them.\n"]
    for text, same in names.items():
        heading = "\n".join(same)
        parts.append(f"{LINE}\n{heading}\n{LINE}\n\n{text.rstrip()}\n")
    return "\n".join(parts)


def spdx_package(identifier, component):
    package = {
        "SPDXID": identifier,
        "name": component.name,
        "versionInfo": component.version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": component.license,
        "licenseDeclared": component.license,
        "copyrightText": "NOASSERTION",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": component.purl,
        }],
    }
    if component.sha512:
        package["checksums"] = [{"algorithm": "SHA512", "checksumValue": component.sha512}]
    return package


def spdx_program(version, digest):
    return {
        "SPDXID": "SPDXRef-irsalint",
        "name": "irsalint",
        "versionInfo": version,
        "packageFileName": "irsalint",
        "primaryPackagePurpose": "APPLICATION",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
        "licenseConcluded": "Apache-2.0",
        "licenseDeclared": "Apache-2.0",
        "copyrightText": "NOASSERTION",
    }


def sbom(found, version, program):
    digest = hashlib.sha256(pathlib.Path(program).read_bytes()).hexdigest()
    moment = datetime.datetime.fromtimestamp(
        int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    packages = [spdx_program(version, digest)]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-irsalint")]
    for number, component in enumerate(found, start=1):
        identifier = f"SPDXRef-component-{number}"
        packages.append(spdx_package(identifier, component))
        relations.append(("SPDXRef-irsalint", "STATIC_LINK", identifier))
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"irsalint-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/irsalint-{version}-{digest}",
        "creationInfo": {
            "created": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: irsalint-packaging"],
        },
        "packages": packages,
        "relationships": [
            {"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
            for a, kind, b in relations],
    }


def main():
    kind, grammars = sys.argv[1], pathlib.Path(sys.argv[2])
    found = components(grammars)
    if kind == "notice":
        sys.stdout.write(notice(found))
    else:
        json.dump(sbom(found, sys.argv[3], sys.argv[4]), sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
