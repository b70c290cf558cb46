"""The blocks of docs/integrations.md that are there to be copied."""

import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

FENCE = re.compile(r"^```(\w+) ([\w-]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks():
    """By name. A block without a name behind its language is no block to copy."""
    with open(os.path.join(ROOT, "docs/integrations.md"), encoding="utf-8") as file:
        found = FENCE.findall(file.read())
    names = [name for _, name, _ in found]
    assert len(names) == len(set(names)), names
    return {name: text for _, name, text in found}
