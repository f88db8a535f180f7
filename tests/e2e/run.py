#!/usr/bin/env python3
"""The browser tests: tests/e2e/run.py PADAN [PICTURES [SCRIPT ...]]. PICTURES: folder for the pictures of the guides, "" for none."""
import os
import re
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "office"))
from kit import Office


def run_script(o, script, args):
    """The script's output; on a line @bunuh the server is killed and started again."""
    p = subprocess.Popen(["node", os.path.join(HERE, script), f"http://127.0.0.1:{o.port}"] + args, cwd=HERE, text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out = []
    for line in p.stdout:
        if line.strip() == "@bunuh":
            o.stop(signal.SIGKILL)
            time.sleep(3)
            o.start()
            p.stdin.write("hidup\n")
            p.stdin.flush()
        else:
            out.append(line)
    trouble = p.stderr.read()
    p.wait()
    return "".join(out), trouble


def main():
    padan, shots = sys.argv[1], os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else ""
    passed = failed = 0
    chosen = sys.argv[3:] or ["steps.mjs", "pages.mjs", "unggah.mjs", "setelan.mjs"]
    for script, rows in (("steps.mjs", 2500), ("pages.mjs", 900), ("unggah.mjs", 300), ("setelan.mjs", 300)):
        if script not in chosen:
            continue
        with Office(padan, rows=rows) as o:
            out, trouble = run_script(o, script, [shots] if shots and script != "pages.mjs" else [])
            print(out + trouble[-2000:], end="")
            m = re.search(r"(\d+) passed, (\d+) failed\s*$", out)
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
