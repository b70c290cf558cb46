"""wheel.py STAGE VERSION FOLDER: the Python wheel of the program of STAGE, into FOLDER.

A wheel is a zip file with a list of what it holds. pip puts what is below `data/scripts` among the
commands of the environment.
"""

import base64
import hashlib
import os
import pathlib
import sys
import time
import zipfile

TAG = "py3-none-manylinux_2_17_x86_64"

METADATA = """\
Metadata-Version: 2.1
Name: irsalint
Version: {version}
Summary: Proves offline which AWS identity every container on EKS gets
License: Apache-2.0
Requires-Python: >=3.8
Description-Content-Type: text/markdown

{description}"""

WHEEL = f"""\
Wheel-Version: 1.0
Generator: irsalint
Root-Is-Purelib: false
Tag: {TAG}
"""

EARLIEST = 315532800  # a zip file knows no day before 1980


def record_line(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}\n"


class Wheel:
    """Adds files with one time and one owner, so that equal content gives equal bytes."""

    def __init__(self, path, moment):
        self.archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
        self.moment = time.gmtime(max(moment, EARLIEST))[:6]
        self.record = ""

    def add(self, name, data, mode=0o644):
        self.record += record_line(name, data)
        self._write(name, data, mode)

    def close(self, record):
        self._write(record, f"{self.record}{record},,\n".encode(), 0o644)
        self.archive.close()

    def _write(self, name, data, mode):
        entry = zipfile.ZipInfo(name, self.moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = (0o100000 | mode) << 16
        self.archive.writestr(entry, data)


def main():
    stage, version, folder = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    readme = pathlib.Path(__file__).parents[2] / "README.md"
    name = f"irsalint-{version}"
    info = f"{name}.dist-info"
    wheel = Wheel(folder / f"{name}-{TAG}.whl", int(os.environ["SOURCE_DATE_EPOCH"]))
    wheel.add(f"{name}.data/scripts/irsalint", (stage / "irsalint").read_bytes(), 0o755)
    metadata = METADATA.format(version=version, description=readme.read_text(encoding="utf-8"))
    wheel.add(f"{info}/METADATA", metadata.encode())
    wheel.add(f"{info}/WHEEL", WHEEL.encode())
    for text in ("LICENSE", "NOTICE"):
        wheel.add(f"{info}/licenses/{text}", (stage / text).read_bytes())
    wheel.close(f"{info}/RECORD")


if __name__ == "__main__":
    main()
