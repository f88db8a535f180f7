#!/usr/bin/python3
"""Reads a spreadsheet with openpyxl in read-only mode and prints how many rows and non-empty cells it has."""

import sys

import openpyxl

rows = cells = 0
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
for sheet in book.worksheets:
    for row in sheet.iter_rows(values_only=True):
        rows += 1
        cells += len(row) - row.count(None)
print(rows, cells)
