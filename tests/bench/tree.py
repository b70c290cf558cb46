"""The files of a tree that is measured."""

import os


def files_below(directory):
    """The files that irsalint would read by their name, outside of .git."""
    found = []
    for folder, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            path = os.path.join(folder, name)
            if name.endswith((".yaml", ".yml", ".json")) and not os.path.islink(path):
                found.append(path)
    return sorted(found)
