#!/usr/bin/env python3
"""The browser tests: tests/e2e/run.py PADAN [PICTURES]. PICTURES: folder for the pictures of the guides."""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "office"))
from kit import Office


def main():
    padan, shots = sys.argv[1], os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else ""
    passed = failed = 0
    for script, rows in (("steps.mjs", 2500), ("pages.mjs", 900)):
        with Office(padan, rows=rows) as o:
            args = ["node", os.path.join(HERE, script), f"http://127.0.0.1:{o.port}"] + ([shots] if shots and script == "steps.mjs" else [])
            r = subprocess.run(args, capture_output=True, text=True, cwd=HERE)
            print(r.stdout + r.stderr[-2000:], end="")
            m = re.search(r"(\d+) passed, (\d+) failed\s*$", r.stdout)
            passed += int(m.group(1)) if m else 0
            failed += int(m.group(2)) if m else 1
            for line in o.log_text().splitlines():
                if "templat" in line:
                    print("FAILED", line)
                    failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
