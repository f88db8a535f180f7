#!/usr/bin/env python3
"""Draws what the program prints as a picture of a terminal: python3 tools/picture.py PADAN OUT.svg

Runs the demonstration month and draws the summary, line by line as printed.
"""
import html
import os
import subprocess
import sys
import tempfile


def main():
    padan, out = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([padan, "demo", d, "--rows", "20000", "--layout", "kantor"], check=True, stdout=subprocess.DEVNULL)
        args = ["verify", "bnba-kantor.xlsx", "--registry", "kependudukan.csv", "--as-of", "2026-11-01",
                "--output", "hasil.xlsx"]
        text = subprocess.run([padan, *args], cwd=d, stderr=subprocess.PIPE, text=True, check=True).stderr
    lines = ["$ padan " + " ".join(args), ""] + [line for line in text.splitlines() if " dari " not in line or not line.startswith("  ")]
    lines = [line if len(line) < 110 else line[:107] + "..." for line in lines]
    width, height = 900, 24 + 17 * len(lines) + 16
    with open(out, "w", encoding="utf-8") as f:
        f.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
                'aria-label="padan verify: ringkasan">\n'
                f'<rect width="{width}" height="{height}" rx="8" fill="#16202a"/>\n'
                '<g font-family="DejaVu Sans Mono, Consolas, monospace" font-size="13" fill="#d7e0e8" xml:space="preserve">\n')
        for i, line in enumerate(lines):
            colour = "#8fd18f" if line.startswith("$") else "#f2c14e" if line.startswith("Peringatan") else "#d7e0e8"
            f.write(f'<text x="16" y="{28 + 17 * i}" fill="{colour}">{html.escape(line)}</text>\n')
        f.write("</g>\n</svg>\n")


if __name__ == "__main__":
    main()
