"""Holds the tables of gouji_spark.py against those of `gouji audit` on the same documents.

    smoke_test.py GOUJI SAMPLES

The documents are two samples made into a city with three parts over four years, with sums and carry-overs broken here
and there.
"""

from __future__ import annotations

import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

from pyspark.sql import SparkSession

import gouji_spark

CITY = "鄂州市人民政府"
PARTS = ["华容区人民政府", "梁子湖区人民政府", "鄂州市农业农村局"]
ACROSS = {"YR-CARRY", "YR-CARRY-COL", "YR-ITEMS", "AG-ROLLUP-MEMBER", "AG-ROLLUP-SUM", "AG-ROLLUP-EQ"}

# Rules that one document alone cannot break begin so.
BETWEEN = ("YR-", "AG-ROLLUP", "AG-COPY", "AG-CLONE", "AG-CODEFENDANT", "PL-PEER")


def series(samples: pathlib.Path, folder: pathlib.Path) -> None:
    """Writes the reports: the parts have one, two and three times the figures of a sample, the city six times."""
    for year in range(2019, 2023):
        name, agency = ("2019-row-trailing-pipe", "砚湖市水务局") if year < 2021 else ("2021-row-pipe", "雁洲区民政局")
        sample = (samples / name / "source.txt").read_text("utf-8")
        for times, reporter in enumerate([*PARTS, CITY], start=1):
            factor = 6 if reporter == CITY else times
            # Only cells that hold a figure and nothing else: | 12 |
            text = re.sub(r"(?<=\| )-?\d+(?= \|)", lambda cell: str(int(cell[0]) * factor), sample)
            text = text.replace(agency, reporter)
            text = re.sub(r"20(20|23)年政府信息", f"{year}年政府信息", text).replace("2024年1月21日", f"{year + 1}年1月21日")
            if reporter == CITY and year == 2022:
                text = break_cell(text, "行政处罚", 5)
            if reporter == PARTS[0] and year == 2022:
                text = break_cell(text, "行政强制", 900)
            if reporter == PARTS[1] and year == 2022:
                text = break_cell(text, "二、上年结转政府信息公开申请数量", 4, last=True)
            if reporter == PARTS[2] and year == 2020:
                text = break_cell(text, "行政许可", 7)
            (folder / f"{reporter}-{year}.txt").write_text(text, "utf-8")


def break_cell(text: str, label: str, by: int, last: bool = False) -> str:
    """Adds to the first or last figure of a row."""

    def changed(line: re.Match) -> str:
        figures = list(re.finditer(r"(?<=\| )-?\d+(?= \|)", line[0]))
        figure = figures[-1 if last else 0]
        return line[0][: figure.start()] + str(int(figure[0]) + by) + line[0][figure.end() :]

    broken, count = re.subn(rf"^{re.escape(label)} \|.*$", changed, text, flags=re.M)
    assert count == 1, label
    return broken


def rows(path: pathlib.Path) -> list[dict]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def figure(text: str | None) -> Decimal | None:
    return Decimal(text).normalize() if text not in (None, "") else None


def expect_equal(name: str, spark: set, audit: set) -> None:
    print(f"{name}: {len(spark)} in Spark, {len(audit)} in gouji audit")
    if spark != audit:
        sys.exit(f"{name} differ\nonly in Spark: {sorted(spark - audit, key=str)[:10]}\n"
                 f"only in gouji audit: {sorted(audit - spark, key=str)[:10]}")


def facts_in(frame) -> set:
    return {
        (row.document, row.form, row.table, row.row, row.column, row.status, None if row.value is None else row.value.normalize())
        for row in frame.collect()
    }


def main() -> None:
    gouji, samples = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        pages, audited = folder / "pages", folder / "audit"
        pages.mkdir()
        series(samples, pages)
        status = subprocess.run([gouji, "audit", pages, "--output", audited], stdout=subprocess.DEVNULL).returncode
        assert status < 2, status

        spark = SparkSession.builder.appName("gouji smoke test").getOrCreate()
        spark.sparkContext.addPyFile(gouji_spark.__file__)
        agencies = str(audited / "agencies.csv")
        gouji_spark.run(spark, gouji_spark.documents(spark, str(pages), None), gouji, folder / "out", agencies)

        printed = {
            (row["document"], row["form"], row["table"], row["row"], row["column"], row["status"], figure(row["value"]))
            for row in rows(audited / "facts.csv")
        }
        facts = facts_in(spark.read.parquet(str(folder / "out/facts")))
        expect_equal("facts", facts, printed)

        found = rows(audited / "findings.csv")
        own = spark.read.parquet(str(folder / "out/findings")).collect()
        expect_equal(
            "findings of single documents",
            {(row.document, row.finding) for row in own},
            {(row["document"], row["finding"]) for row in found if not row["rule"].startswith(BETWEEN)},
        )
        expect_equal("findings between documents", across_in_spark(spark, folder / "out"), across_in_audit(found))

        # The same documents as records of a crawl.
        texts = [{"id": page.name, "content": page.read_text("utf-8")} for page in sorted(pages.iterdir())]
        lines = folder / "crawl.ndjson"
        lines.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts), "utf-8")
        spark.read.json(str(lines)).write.parquet(str(folder / "crawl.parquet"))
        for source in [lines, folder / "crawl.parquet"]:
            records = gouji_spark.documents(spark, None, str(source)).mapInPandas(
                gouji_spark.parse_with(gouji), gouji_spark.RECORDS
            )
            again = facts_in(records.mapInPandas(gouji_spark.facts_of, gouji_spark.ddl(gouji_spark.FACTS)))
            expect_equal(f"facts of {source.suffix[1:]}", again, printed)
        spark.stop()


def across_in_spark(spark: SparkSession, output: pathlib.Path) -> set:
    return {
        (row.document, row.rule, f"{row.table}.{row.row}.{row.column}")
        for row in spark.read.parquet(str(output / "across")).collect()
    }


def across_in_audit(found: list[dict]) -> set:
    """The broken cells of counts, those that a finding explains among them.

    The line of a finding for the other report is information.
    """
    cells = set()
    for row in found:
        if row["rule"] in ACROSS and row["severity"] != "info":
            cells.add((row["document"], row["rule"], f"{row['table']}.{row['row']}.{row['column']}"))
            for item in filter(None, row["explains"].split("; ")):
                rule, cell = item.split(" ")
                cells.add((row["document"], rule, cell))
    return {cell for cell in cells if not cell[2].endswith(".amount")}


if __name__ == "__main__":
    main()
