"""The action downloads a release: only one whose checksum is pinned is run."""

import hashlib
import os
import unittest

from place import Place
from releases import Releases, archive

PROGRAM = b"#!/bin/sh\necho \"this is $0\"\n"
GOOD = archive(PROGRAM)


class DownloadTest(unittest.TestCase):
    def setUp(self):
        self.place = Place()
        self.addCleanup(self.place.remove)
        self.releases = Releases(self.place.temporary)
        self.addCleanup(self.releases.close)
        self.place.variables.update(GITHUB_SERVER_URL=self.releases.url,
                                    CURL_CA_BUNDLE=self.releases.certificate)
        self.action = self.place.copy_action()

    def pin(self, version, content):
        checksum = hashlib.sha256(content).hexdigest()
        pins = os.path.join(self.action, "scripts/action.sha256")
        with open(pins, "a", encoding="utf-8") as file:
            file.write(f"{checksum}  irsalint-{version}-linux-x64.tar.gz\n")

    def serve(self, version, content):
        path = f"/shop/manifests/releases/download/v{version}/irsalint-{version}-linux-x64.tar.gz"
        self.releases.files[path] = content
        return path

    def expect_refused(self, message, version):
        result = self.place.run(self.action, version=version)
        self.assertEqual(result.conclusion, "failure")
        self.assertEqual([c.data for c in result.commands], [message])
        self.assertNotIn("this is", result.log)

    def test_the_newest_pinned_release(self):
        for version in ("1.9.0", "1.10.0"):
            self.serve(version, GOOD)
            self.pin(version, GOOD)
        result = self.place.run(self.action, version="")
        self.assertEqual(result.conclusion, "success", result.log)
        self.assertRegex(result.log, r"this is /.*/bin/irsalint\n")
        self.assertEqual(len(self.releases.asked), 1)
        self.assertIn("/v1.10.0/", self.releases.asked[0])
        [folder] = result.search_paths
        self.assertTrue(os.access(os.path.join(folder, "irsalint"), os.X_OK))

    def test_a_named_release(self):
        for version in ("1.9.0", "1.10.0"):
            self.pin(version, GOOD)
        path = self.serve("1.9.0", GOOD)
        for version in ("1.9.0", "v1.9.0"):
            self.assertEqual(self.place.run(self.action, version=version).conclusion, "success")
        self.assertEqual(self.releases.asked, [path, path])

    def test_another_content_is_not_run(self):
        self.pin("1.9.0", GOOD)
        self.serve("1.9.0", archive(PROGRAM + b"# changed\n"))
        self.expect_refused("the download of irsalint 1.9.0 has another checksum than the pinned "
                            "one; it was not run", "1.9.0")

    def test_an_archive_without_the_program(self):
        content = archive(PROGRAM, "other")
        self.pin("1.9.0", content)
        self.serve("1.9.0", content)
        self.expect_refused("the download of irsalint 1.9.0 holds no irsalint", "1.9.0")

    def test_a_release_that_is_not_there(self):
        self.pin("1.9.0", GOOD)
        self.expect_refused("irsalint 1.9.0 could not be downloaded", "1.9.0")

    def test_a_release_that_is_not_pinned(self):
        self.pin("1.8.0", GOOD)
        self.pin("1.9.0", GOOD)
        self.serve("2.0.0", GOOD)
        self.expect_refused("this version of the action has no checksum of irsalint 2.0.0; "
                            "it knows: 1.8.0 1.9.0", "2.0.0")
        # Dots are no pattern, and no name of another asset is taken for this one.
        self.expect_refused("this version of the action has no checksum of irsalint 1.9.00; "
                            "it knows: 1.8.0 1.9.0", "1.9.00")
        self.assertEqual(self.releases.asked, [])

    def test_no_release_at_all(self):
        self.expect_refused("this version of the action knows no release of irsalint; "
                            "set path-to-binary", "")

    def test_what_is_no_version(self):
        for version in ("latest", "1.2", "1.2.3/../../x", "$(id)"):
            self.expect_refused(f"the input version is '{version}', which is not of the form 1.2.3",
                                version)

    def test_a_server_that_nobody_vouches_for(self):
        self.pin("1.9.0", GOOD)
        self.serve("1.9.0", GOOD)
        del self.place.variables["CURL_CA_BUNDLE"]
        self.expect_refused("irsalint 1.9.0 could not be downloaded", "1.9.0")
        self.place.variables["GITHUB_SERVER_URL"] = self.releases.url.replace("https", "http")
        self.expect_refused("irsalint 1.9.0 could not be downloaded", "1.9.0")


if __name__ == "__main__":
    unittest.main()
