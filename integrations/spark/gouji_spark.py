"""Reads annual reports with `gouji parse` under Spark and writes their facts and findings as Parquet.

    gouji_spark.py --pages FOLDER  --output DIR [--gouji PROGRAM] [--agencies agencies.csv]
    gouji_spark.py --records FILE  --output DIR [...]

FOLDER holds pages and texts; their paths below it become the names of the documents. FILE is Parquet (also a folder
of it) or NDJSON with the columns that `gouji parse` takes: `id`, `content` (text) or `content_base64` or `bytes`
(binary), and where they are known `url`, `agency`, `year`.

DIR gets four Parquet tables: `records` with the answers of `gouji parse`, `facts` and `findings` with what `gouji audit`
writes of single documents, `across` with what rules.sql finds between them. agencies.csv is that of a gouji export, or one with the columns `key`, `names` and
`parent`: it says which names are one agency, and which agency is above which. Without it every name is an agency of
its own and no roll-ups are judged.
"""

from __future__ import annotations

import argparse
import base64
import json
import pathlib
import subprocess
import threading
from collections.abc import Iterator
from decimal import Decimal

import pandas
from pyspark.sql import DataFrame, SparkSession, functions

RECORDS = "id string, status string, record string"
MONEY_OR_COUNT = "decimal(38,10)"
PLACE = {"line": "int", "offset": "int", "length": "int"}
CELL = {"table": "string", "row": "string", "column": "string"}
FACTS = (
    {"document": "string", "agency": "string", "year": "int", "form": "string"}
    | CELL
    | {"row_label": "string", "column_label": "string", "unit": "string", "value": MONEY_OR_COUNT}
    | {"status": "string", "deduced": MONEY_OR_COUNT, "raw": "string"}
    | PLACE
)
FINDINGS = (
    {"finding": "string", "document": "string", "agency": "string", "year": "int"}
    | {"rule": "string", "severity": "string", "certainty": "string"}
    | CELL
    | {"reported": MONEY_OR_COUNT, "expected": MONEY_OR_COUNT, "difference": MONEY_OR_COUNT}
    | {"message_zh": "string", "message_en": "string"}
    | PLACE
)



def parse_with(program: str):
    """The function for `mapInPandas` that sends documents through one `gouji parse` for each partition."""

    def parse(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        with subprocess.Popen([program, "parse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as gouji:
            for batch in batches:
                lines = [line_of(row) for row in batch.to_dict("records")]
                # Answers come while lines are still being sent; a full pipe must not stop both sides.
                sender = threading.Thread(target=send, args=(gouji.stdin, lines))
                sender.start()
                answers = [gouji.stdout.readline() for _ in lines]
                sender.join()
                if not all(answers):
                    raise RuntimeError(f"{program} parse ended with status {gouji.wait()}")
                yield pandas.DataFrame(
                    [
                        {"id": str(record.get("id", "")), "status": record["status"], "record": answer.decode()}
                        for answer in answers
                        for record in [json.loads(answer)]
                    ],
                    columns=["id", "status", "record"],
                )
            gouji.stdin.close()

    return parse


def send(pipe, lines: list[bytes]) -> None:
    try:
        for line in lines:
            pipe.write(line)
        pipe.flush()
    except BrokenPipeError:
        pass  # The reader of the answers says why.


def line_of(row: dict) -> bytes:
    """One line of standard input of `gouji parse`: schemas/parse-input.schema.json."""
    line = {name: value for name, value in row.items() if name != "bytes" and not is_missing(value)}
    if not is_missing(row.get("bytes")):
        line["content_base64"] = base64.b64encode(row["bytes"]).decode()
    if "year" in line:
        line["year"] = int(line["year"])
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def is_missing(value) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def reports(batch: pandas.DataFrame) -> Iterator[tuple[dict, dict, dict]]:
    """The records with a report, with the columns that facts and findings share."""
    for text in batch["record"]:
        # Money keeps its decimals.
        record = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        report = record.get("report")
        if report:
            yield record, report, {
                "document": str(record["document"]),
                "agency": report.get("agency", {}).get("value"),
                "year": report.get("year", {}).get("value"),
            }


def ddl(columns: dict[str, str]) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def table_of(rows: list[dict], columns: dict[str, str]) -> pandas.DataFrame:
    """Rows in the order of the columns, whole numbers as such."""
    frame = pandas.DataFrame(rows, columns=list(columns), dtype=object)
    for name, kind in columns.items():
        values = [None if is_missing(value) else value for value in frame[name]]
        if kind == "int":
            frame[name] = pandas.array([None if value is None else int(value) for value in values], dtype="Int32")
        else:
            frame[name] = pandas.Series(values, dtype=object)
    return frame


def facts_of(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    for batch in batches:
        rows = []
        for _, report, common in reports(batch):
            for table in report["tables"]:
                for row in table["rows"]:
                    for cell in row["cells"]:
                        rows.append(
                            common
                            | {"form": table["form"], "table": table["table"], "row": row["row"]}
                            | {"row_label": row["label"], "column_label": cell["label"]}
                            | {name: cell[name] for name in cell if name not in ("label", "candidates")}
                        )
        yield table_of(rows, FACTS)


def findings_of(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
    for batch in batches:
        rows = []
        for record, _, common in reports(batch):
            for finding in record["findings"]:
                rows.append(
                    common
                    | {"message_zh": finding["message"]["zh"], "message_en": finding["message"]["en"]}
                    | {name: value for name, value in finding.items() if name not in ("message", "cell")}
                    | {name: value for name, value in finding.get("cell", {}).items() if name != "form"}
                )
        yield table_of(rows, FINDINGS)


def documents(spark: SparkSession, pages: str | None, records: str | None) -> DataFrame:
    if pages:
        root = pathlib.Path(pages).resolve().as_uri().replace("file://", "file:") + "/"
        files = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(pages)
        return files.select(
            functions.expr(f"substring(path, {len(root) + 1})").alias("id"), functions.col("content").alias("bytes")
        )
    if records.endswith((".ndjson", ".jsonl", ".json")):
        return spark.read.json(records)
    return spark.read.parquet(records)


def across(spark: SparkSession, facts: DataFrame, agencies: str | None) -> DataFrame:
    """What rules.sql finds between the reports."""
    if agencies:
        known = spark.read.csv(agencies, header=True, multiLine=True, quote='"', escape='"')
    else:
        known = spark.createDataFrame([], "key string, names string, parent string")
    known.createOrReplaceTempView("agencies")
    facts.createOrReplaceTempView("facts")
    rules = (pathlib.Path(__file__).parent / "rules.sql").read_text("utf-8")
    views, query = rules.rsplit("-- result\n", 1)
    for view in views.split(";\n"):
        if view.strip():
            spark.sql(view)
    return spark.sql(query)


def run(spark: SparkSession, source: DataFrame, program: str, output: pathlib.Path, agencies: str | None) -> None:
    """Reads the documents of `source` and writes the tables."""
    # Pages of a megabyte each must fit into a worker a batch at a time.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 200)

    def written(frame: DataFrame, name: str) -> DataFrame:
        frame.write.mode("overwrite").parquet(str(output / name))
        return spark.read.parquet(str(output / name))

    records = written(source.mapInPandas(parse_with(program), RECORDS), "records")
    facts = written(records.mapInPandas(facts_of, ddl(FACTS)), "facts")
    written(records.mapInPandas(findings_of, ddl(FINDINGS)), "findings")
    written(across(spark, facts, agencies), "across")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--pages", metavar="FOLDER")
    source.add_argument("--records", metavar="FILE")
    parser.add_argument("--output", required=True, metavar="DIR")
    parser.add_argument("--gouji", default="gouji", metavar="PROGRAM", help="on every worker at the same path")
    parser.add_argument("--agencies", metavar="CSV")
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("gouji").getOrCreate()
    run(
        spark,
        documents(spark, arguments.pages, arguments.records),
        arguments.gouji,
        pathlib.Path(arguments.output),
        arguments.agencies,
    )


if __name__ == "__main__":
    main()
