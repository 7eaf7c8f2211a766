#!/usr/bin/env python3
"""Makes many documents out of few, no two of them with the same figures.

    scripts/make-documents.py SAMPLES EXPORT OUTPUT COUNT [--seed N]

SAMPLES is a folder of documents and EXPORT what `gouji audit SAMPLES --output EXPORT` wrote: from its facts.csv
it is known where the figures stand. Each document made is one of the samples with its printed whole numbers
multiplied, so that sums that hold go on to hold and reports of one agency on several years go on to fit one
another; in one document out of ten one figure is spoiled. The agency gets another name, as long as before and the
same one in all the reports made of it in one round through the samples. Equal arguments make equal documents.
"""

import argparse
import csv
import pathlib
import random

PLACE_NAMES = "东南西北中上下前后左右大小长高平安宁和兴盛永昌嘉泰清石沙金银铜铁松柏竹梅桃柳杨槐江河湖海山川林田云雷风雪星辰"


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def read_samples(folder, export):
    """Yields the name and bytes of each sample, the places of its figures and its agency."""
    agencies = {row["document"]: row["agency"] for row in rows(export / "reports.csv")}
    figures = {}
    for row in rows(export / "facts.csv"):
        if row["status"] == "reported" and row["raw"].isdecimal() and row["raw"].isascii():
            figures.setdefault(row["document"], {})[int(row["offset"])] = row["raw"].encode()
    for document in sorted(figures):
        contents = (folder / document).read_bytes()
        places = {
            offset: raw
            for offset, raw in figures[document].items()
            if contents[offset : offset + len(raw)] == raw
        }
        if sum(int(raw) > 0 for raw in places.values()) >= 10:
            yield document, contents, places, agencies.get(document, "")


def changed(contents, places, factor, spoiled):
    made = bytearray()
    end = 0
    for number, (offset, raw) in enumerate(sorted(places.items())):
        figure = int(raw) * factor + (1 if number == spoiled else 0)
        made += contents[end:offset] + str(figure).encode()
        end = offset + len(raw)
    return bytes(made + contents[end:])


def renamed(contents, agency, name):
    for encoding in ("utf-8", "gb18030"):
        if len(agency) > 2 and agency.encode(encoding) in contents:
            return contents.replace(agency.encode(encoding), (name + agency[2:]).encode(encoding))
    return contents


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("samples", type=pathlib.Path)
    parser.add_argument("export", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    samples = list(read_samples(arguments.samples, arguments.export))
    for number in range(arguments.count):
        turn, position = divmod(number, len(samples))
        document, contents, places, agency = samples[position]
        own = random.Random(f"{arguments.seed} {number}")
        shared = random.Random(f"{arguments.seed} {turn} {agency}")
        name = "".join(shared.choice(PLACE_NAMES) for _ in range(2))
        spoiled = own.randrange(len(places)) if own.random() < 0.1 else None
        folder = arguments.output / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{number:06}{pathlib.Path(document).suffix}"
        path.write_bytes(renamed(changed(contents, places, turn + 2, spoiled), agency, name))


if __name__ == "__main__":
    main()
