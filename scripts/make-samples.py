#!/usr/bin/env python3
"""Writes samples/: small invented reports in every layout that is known, each with its truth.

Places and figures are invented; labels and headings are the official ones. To add a layout, add a
function with `@sample` to one of the files in scripts/samples/ and run this file again.
"""

import csv
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "samples"))

import adversarial  # noqa: F401
import flattened  # noqa: F401
import markup  # noqa: F401
from report import SAMPLES
from tables import ROOT, truth_of


def main():
    folder = ROOT / "samples"
    shutil.rmtree(folder, ignore_errors=True)
    for sample in SAMPLES:
        made = sample.make()
        place = folder / sample.name
        place.mkdir(parents=True)
        (place / f"source.{made.kind}").write_bytes(made.bytes)
        with open(place / "truth.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["form", "table", "row", "column", "value", "status"])
            for cell in made.cells:
                writer.writerow([*cell.key, *truth_of(cell)])
    with open(folder / "catalogue.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["sample", "family", "golden", "layout"])
        for sample in sorted(SAMPLES, key=lambda sample: sample.name):
            golden = "yes" if sample.name in golden_samples() else "no"
            writer.writerow([sample.name, sample.family, golden, sample.what])


def golden_samples():
    """The samples of which all that comes out is kept: the first of each family, and the pages."""
    first = {}
    for sample in SAMPLES:
        first.setdefault(sample.family, sample.name)
    return {*first.values(), "flattened-2019", "page-2021-consistent", "page-2021-planted"}


if __name__ == "__main__":
    main()
