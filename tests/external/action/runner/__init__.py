"""Runs a composite action as GitHub's runner does, with its files and variables, for tests."""
