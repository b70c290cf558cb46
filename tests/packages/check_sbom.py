"""check_sbom.py SBOM PROGRAM: what SPDX 2.3 demands of the parts that we write, and what is in it."""

import hashlib
import json
import pathlib
import re
import sys

LINKED = {
    "yaml-cpp", "RE2", "fmt", "JSON for Modern C++", "CLI11", "libstdc++", "libgcc", "glibc",
    "tree-sitter", "tree-sitter-json", "@tree-sitter-grammars/tree-sitter-yaml",
}


def check(condition, message):
    if not condition:
        sys.exit(f"the check of the bill of materials: {message}")


def check_document(document):
    check(document["spdxVersion"] == "SPDX-2.3", "it is of another version")
    check(document["dataLicense"] == "CC0-1.0", "its own licence must be CC0-1.0")
    check(document["SPDXID"] == "SPDXRef-DOCUMENT", "the document has another id")
    check(re.fullmatch(r"https://\S+", document["documentNamespace"]), "its namespace is no URI")
    created = document["creationInfo"]["created"]
    check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", created), f"created {created}")


def check_packages(packages):
    identifiers = [package["SPDXID"] for package in packages]
    check(len(set(identifiers)) == len(identifiers), "an id is there twice")
    for package in packages:
        name = package["name"]
        check(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"]), f"{name}: id")
        check(package["versionInfo"], f"{name} has no version")
        check(package["filesAnalyzed"] is False, f"{name}: files are not listed")
        for reference in package.get("externalRefs", []):
            locator = reference["referenceLocator"]
            check(re.fullmatch(r"pkg:(deb/debian|npm)/[^ ]+@[^ ]+", locator), f"{name}: {locator}")


def main():
    document = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    check_document(document)
    packages = document["packages"]
    check_packages(packages)

    program, *linked = packages
    digest = hashlib.sha256(pathlib.Path(sys.argv[2]).read_bytes()).hexdigest()
    check(program["checksums"] == [{"algorithm": "SHA256", "checksumValue": digest}],
          "it describes another program than the packages hold")
    names = {package["name"] for package in linked}
    check(names == LINKED, f"it lists {sorted(names)}")

    relations = {
        (each["spdxElementId"], each["relationshipType"], each["relatedSpdxElement"])
        for each in document["relationships"]}
    wanted = {("SPDXRef-DOCUMENT", "DESCRIBES", program["SPDXID"])}
    wanted |= {(program["SPDXID"], "STATIC_LINK", each["SPDXID"]) for each in linked}
    check(relations == wanted, "its relations are others")
    print(f"the bill of materials lists {len(linked)} components")


if __name__ == "__main__":
    main()
