#!/usr/bin/env python3
"""Measures a built irsalint on a directory against two references, and prints the figures.

    measure.py IRSALINT YAML_FLOOR DIR ROUNDS

Every round runs, one after the other: `cat` of the same files, yaml_floor (yaml-cpp alone on the
documents that irsalint parses), irsalint with 1 thread and with 2. Ratios are taken within a round,
so that they hold when the machine's speed drifts; what is printed is the median over the rounds.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

from tree import files_below

PHASES = ["walk", "read", "sniff", "parse", "extract", "link", "check", "locate"]
THREADS = [1, 2]
TARGET_RATIO = 1.6
TARGET_MEMORY_MB = 200
TARGET_STEP_MS = 30


class Run:
    """One finished process: CPU and wall seconds, peak memory in MB, its standard output."""

    def __init__(self, command, wanted_status=(0,)):
        with tempfile.TemporaryFile() as output:
            started = time.monotonic()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in wanted_status:
                sys.exit(f"error: {command[0]} ended with status {process.returncode}")
            self.user = usage.ru_utime
            self.system = usage.ru_stime
            self.cpu = self.user + self.system
            self.memory = usage.ru_maxrss / 1024
            output.seek(0)
            self.output = output.read()


def cat(list_file):
    return Run(["sh", "-c", 'xargs -0 cat < "$1" > /dev/null', "sh", list_file])


def irsalint(binary, directory, threads):
    run = Run([binary, "check", "--format", "json", "--stats", "--exit-zero", "--threads",
               str(threads), directory])
    run.report = json.loads(run.output)
    return run


def yaml_floor(program, directory):
    run = Run([program, directory])
    figures = re.fullmatch(r"cpu (\S+) slices (\d+) bytes (\d+) failed (\d+)\n",
                           run.output.decode())
    run.floor = float(figures[1])
    run.slices, run.bytes, run.failed = (int(figures[i]) for i in (2, 3, 4))
    return run


def median(values):
    return statistics.median(values)


def spread(values, form):
    return (f"{median(values):{form}}  (min {min(values):{form}}, max {max(values):{form}})")


def verdict(value, limit):
    return "met" if value < limit else "MISSED"


def main():
    if len(sys.argv) != 5:
        sys.exit("usage: measure.py IRSALINT YAML_FLOOR DIR ROUNDS")
    binary, floor_program, directory, rounds = sys.argv[1:4] + [int(sys.argv[4])]

    paths = files_below(directory)
    if not paths:
        sys.exit(f"error: no YAML or JSON files below {directory}")
    with tempfile.NamedTemporaryFile() as list_file:
        list_file.write(b"".join(os.fsencode(path) + b"\0" for path in paths))
        list_file.flush()
        cat(list_file.name)  # warms the page cache
        runs = []
        for _ in range(rounds):
            one = {"cat": cat(list_file.name), "floor": yaml_floor(floor_program, directory)}
            for threads in THREADS:
                one[threads] = irsalint(binary, directory, threads)
            runs.append(one)

    stats = runs[0][1].report["stats"]
    size = sum(os.path.getsize(path) for path in paths)
    print(f"files {len(paths)}, {size / 1e6:.1f} MB; documents {stats['documents']}: parsed "
          f"{stats['documentsParsed']}, skipped {stats['documentsSkipped']}, templates "
          f"{stats['templates']}; findings {len(runs[0][1].report['findings'])}")
    floor = runs[0]["floor"]
    print(f"yaml-cpp floor: {floor.slices} slices, {floor.bytes / 1e6:.1f} MB, of which "
          f"{floor.failed} are no good YAML")
    print(f"rounds {rounds}, load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")

    print("\nReferences, CPU seconds")
    print(f"  cat of the files   {spread([one['cat'].cpu for one in runs], '.3f')}")
    print(f"  yaml-cpp alone     {spread([one['floor'].floor for one in runs], '.3f')}")

    print("\nSeconds by phase (median, by the wall clock; read to extract are summed over threads)")
    print("  phase     " + "".join(f"{threads:>6} thread{'s' if threads > 1 else ' '}"
                                   for threads in THREADS))
    for phase in PHASES:
        cells = [median([one[threads].report["stats"]["seconds"][phase] for one in runs])
                 for threads in THREADS]
        print(f"  {phase:<10}" + "".join(f"{cell:14.4f}" for cell in cells))
    for label, attribute in (("wall", "wall"), ("user", "user"), ("system", "system"),
                             ("CPU", "cpu")):
        cells = [median([getattr(one[threads], attribute) for one in runs]) for threads in THREADS]
        print(f"  {label:<10}" + "".join(f"{cell:14.4f}" for cell in cells))

    print("\nTargets")
    for threads in THREADS:
        ratios = [one[threads].cpu / (one["floor"].floor + one["cat"].cpu) for one in runs]
        memory = max(one[threads].memory for one in runs)
        steps = {phase: [one[threads].report["stats"]["seconds"][phase] * 1000 for one in runs]
                 for phase in ("link", "check")}
        print(f"  {threads} thread{'s' if threads > 1 else ''}:")
        print(f"    CPU / (floor + cat)  {spread(ratios, '.2f')}, wanted < {TARGET_RATIO}: "
              f"{verdict(median(ratios), TARGET_RATIO)}")
        print(f"    peak memory          {memory:.0f} MB, wanted < {TARGET_MEMORY_MB} MB: "
              f"{verdict(memory, TARGET_MEMORY_MB)}")
        for phase, milliseconds in steps.items():
            print(f"    {phase:<20} {spread(milliseconds, '.1f')} ms, wanted < "
                  f"{TARGET_STEP_MS} ms: {verdict(median(milliseconds), TARGET_STEP_MS)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
