#!/usr/bin/env python3
"""Checks an export with tools that know nothing of Gouji: is it what it says it is, and does it read back exactly?

    check-export.py FOLDER

FOLDER holds what `gouji audit --format xlsx --format ndjson` wrote; a format that is not there is not checked.
Ends with status 1 and says what is wrong when something is. `pip install -r scripts/check-export.txt` brings the tools.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OFFICE = shutil.which("soffice")
FIGURES = ("value", "deduced")
KEY = ("document", "form", "table", "row", "column")


def check_package(folder):
    """The tables are what datapackage.json says: types, constraints, keys."""
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    for task in report.tasks:
        for error in task.errors[:5]:
            yield f"{task.place}: {error.message}"
    for error in report.errors:
        yield error.message


def check_lines(folder):
    """Each line of records.ndjson is what the schema says."""
    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "schemas/record.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with open(folder / "records.ndjson", encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            for error in list(validator.iter_errors(json.loads(line)))[:5]:
                yield f"records.ndjson:{number}: {error.json_path}: {error.message[:200]}"


def printed_facts(folder):
    """What records.ndjson says of each cell, figures as the digits that stand there."""
    facts = {}
    with open(folder / "records.ndjson", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            record = json.loads(line, parse_float=str, parse_int=str)
            for table in record.get("report", {}).get("tables", []):
                for row in table["rows"]:
                    for cell in row["cells"]:
                        key = (record["document"], table["form"], table["table"], row["row"], cell["column"])
                        facts[key] = tuple(cell.get(figure, "") for figure in FIGURES) + (cell["status"],)
    return facts


def facts_of_python(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [tuple(row[name] for name in KEY + FIGURES + ("status",)) for row in csv.DictReader(file, strict=True)]


def facts_of_pandas(path):
    import pandas

    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return list(frame[list(KEY + FIGURES + ("status",))].itertuples(index=False, name=None))


def facts_of_duckdb(path):
    import duckdb

    columns = ", ".join(f'coalesce("{name}", \'\')' for name in KEY + FIGURES + ("status",))
    return duckdb.execute(f"select {columns} from read_csv(?, header = true, all_varchar = true)", [str(path)]).fetchall()


def check_round_trip(folder):
    """Every reader finds in facts.csv the digits that are in records.ndjson: trailing zeros kept, a blank no zero."""
    expected = printed_facts(folder)
    path = folder / "facts.csv"
    for reader in (facts_of_python, facts_of_pandas, facts_of_duckdb):
        found = {row[: len(KEY)]: tuple(row[len(KEY) :]) for row in reader(path)}
        if found.keys() != expected.keys():
            yield f"{reader.__name__}: {len(found)} cells instead of {len(expected)}"
        different = [key for key in expected if found.get(key) != expected[key]]
        for key in different[:5]:
            yield f"{reader.__name__}: {key}: {found.get(key)} instead of {expected[key]}"

    import duckdb

    # As people read it, without options: figures become numbers, blanks null.
    names = ", ".join(f'"{name}"' for name in KEY)
    rows = duckdb.execute(
        f"select {names}, value from read_csv(?, types = {{'value': 'DECIMAL(38, 10)', 'form': 'VARCHAR'}})", [str(path)]
    ).fetchall()
    for row in rows:
        printed = expected.get(row[:-1], ("",))[0]
        if row[-1] != (Decimal(printed) if printed else None):
            yield f"duckdb: {row[:-1]}: {row[-1]} instead of {printed}"
            break


def check_workbook(folder):
    """openpyxl reads the working paper, and its list of findings has a line for each of findings.csv."""
    from openpyxl import load_workbook

    workbook = load_workbook(folder / "working_paper.xlsx")
    with open(folder / "findings.csv", encoding="utf-8-sig", newline="") as file:
        identifiers = [row["finding"] for row in csv.DictReader(file)]
    sheet = workbook["问题"]
    found = [row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)]
    if found != identifiers:
        yield f"working_paper.xlsx: {len(found)} findings instead of {len(identifiers)}"
    if not sheet.auto_filter.ref or not sheet.freeze_panes:
        yield "working_paper.xlsx: the findings have no filter or no frozen heading"
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"working_paper.xlsx: {sheet.title} {cell.coordinate}: a formula, {cell.value}"
                target = cell.hyperlink.target if cell.hyperlink else None
                if target and ":" in target and not target.startswith(("http://", "https://")):
                    yield f"working_paper.xlsx: {sheet.title} {cell.coordinate}: a link to {target}"


def check_office(folder):
    """LibreOffice opens the working paper without a complaint, and finds as many findings and documents as the tables."""
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run(
            [
                *(OFFICE, f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}", "--headless", "--convert-to"),
                # Commas, quotes, UTF-8, values as they are stored, every sheet a file.
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
                *("--outdir", scratch, str(folder / "working_paper.xlsx")),
            ],
            capture_output=True,
            text=True,
        )
        if run.returncode:
            yield f"working_paper.xlsx: LibreOffice ends with {run.returncode}: {run.stderr[:200]}"
        for sheet, table in (("问题", "findings"), ("文档", "documents")):
            path = Path(scratch) / f"working_paper-{sheet}.csv"
            if not path.exists():
                yield f"working_paper.xlsx: LibreOffice finds no sheet {sheet}"
                continue
            counts = []
            for name, encoding in ((path, "utf-8"), (folder / f"{table}.csv", "utf-8-sig")):
                with open(name, encoding=encoding, newline="") as file:
                    counts.append(sum(1 for _ in csv.reader(file)))
            if counts[0] != counts[1]:
                yield f"working_paper.xlsx: LibreOffice finds {counts[0]} rows on {sheet}, {table}.csv has {counts[1]}"


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    checks = [("datapackage.json", check_package)]
    if (folder / "records.ndjson").exists():
        checks += [("records.ndjson", check_lines), ("facts.csv", check_round_trip)]
    if (folder / "working_paper.xlsx").exists():
        checks.append(("working_paper.xlsx", check_workbook))
        if OFFICE:
            checks.append(("working_paper.xlsx in LibreOffice", check_office))
        else:
            print("LibreOffice is not installed: not tried")
    wrong = 0
    for name, check in checks:
        problems = list(check(folder))
        print(f"{name}: {'wrong' if problems else 'right'}")
        for problem in problems:
            print(f"  {problem}")
        wrong += len(problems)
    return 1 if wrong else 0


if __name__ == "__main__":
    # Frictionless looks for a terminal's width and colours.
    os.environ.setdefault("NO_COLOR", "1")
    sys.exit(main())
