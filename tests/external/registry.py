"""python3 registry.py FOLDER READY: a registry of npm with the packages of a folder and no others.

The folder has what `npm pack` wrote. The address is written to the file READY; it runs until it is
killed.
"""

import base64
import hashlib
import http.server
import json
import os
import sys
import tarfile
import urllib.parse


def read_packages(folder):
    """By name: the manifest and the content of each package."""
    packages = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        with tarfile.open(path) as archive:
            manifest = json.load(archive.extractfile("package/package.json"))
        with open(path, "rb") as file:
            packages[manifest["name"]] = (manifest, file.read())
    return packages


class Handler(http.server.BaseHTTPRequestHandler):
    packages = {}
    address = ""

    def do_GET(self):
        path = urllib.parse.unquote(self.path)
        name, _, tarball = path.strip("/").partition("/-/")
        if name not in self.packages:
            self.answer(404, b"{}")
            return
        manifest, content = self.packages[name]
        if tarball:
            self.answer(200, content)
            return
        digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
        dist = {"tarball": f"{self.address}/{name}/-/package.tgz", "integrity": f"sha512-{digest}"}
        version = manifest["version"]
        self.answer(200, json.dumps({"name": name, "dist-tags": {"latest": version},
                                     "versions": {version: {**manifest, "dist": dist}}}).encode())

    def answer(self, status, content):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def main():
    folder, ready = sys.argv[1:]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.packages = read_packages(folder)
    Handler.address = f"http://127.0.0.1:{server.server_address[1]}"
    with open(ready + ".part", "w", encoding="utf-8") as file:
        file.write(Handler.address)
    os.rename(ready + ".part", ready)
    server.serve_forever()


if __name__ == "__main__":
    main()
