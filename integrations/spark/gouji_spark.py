"""Reads crawled annual reports with `gouji parse` on a Spark cluster; writes facts and findings as Parquet.

    python gouji_spark.py --output OUT [--gouji PROGRAM] [--pages FOLDER] [--lines NDJSON] [--parquet PARQUET]
                                           [--parents CSV] [--partitions N]

FOLDER holds pages and texts, at any depth. NDJSON and PARQUET have the columns id, content (text) or content_base64,
and, as far as they are known, url, agency and year. One process of gouji serves a partition. OUT gets:

    documents   id, status, reason, url
    facts       a cell a row, its figures as they were printed
    findings    a finding of a single report a row
    collection  YR-CARRY and, given a CSV with the columns agency and parent, AG-ROLLUP-SUM, as joins on the facts
"""

import argparse
import base64
import json
import os
import subprocess
import threading
from decimal import Decimal

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql import types as t

INPUT = ["id", "content", "content_base64", "url", "agency", "year"]

DOCUMENTS = t.StructType([t.StructField(n, t.StringType()) for n in ["id", "status", "reason", "url"]])

# Figures stay texts: they have the decimals that were printed. Joins compare them as decimals.
FACTS = t.StructType(
    [t.StructField(n, t.StringType()) for n in [
        "report", "agency", "year", "form", "table", "row", "column", "unit", "value", "status", "deduced", "raw",
    ]]
    + [t.StructField(n, t.LongType()) for n in ["line", "offset", "length"]]
)

FINDINGS = t.StructType(
    [t.StructField(n, t.StringType()) for n in [
        "finding", "report", "agency", "year", "rule", "severity", "certainty", "table", "row", "column", "reported",
        "expected", "difference", "message",
    ]]
    + [t.StructField(n, t.LongType()) for n in ["line", "offset", "length"]]
)


def parse_lines(gouji, lines):
    """Feeds lines to one process and yields its answers, one for each, while it is still being fed."""
    process = subprocess.Popen([gouji, "parse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        try:
            with process.stdin as stdin:
                for line in lines:
                    stdin.write(line.encode("ascii") + b"\n")
        except BrokenPipeError:
            pass  # the exit status says why

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    with process.stdout as stdout:
        for line in stdout:
            yield json.loads(line, parse_float=Decimal)
    feeder.join()
    if process.wait() != 0:
        raise RuntimeError(f"{gouji} parse ended with status {process.returncode}")


def text(value):
    return None if value is None else str(value)


def rows_of(record):
    """The rows of one answer: a document, its facts, its findings."""
    name = text(record.get("id"))
    reason = record.get("reason", {}).get("en")
    yield "documents", {"id": name, "status": record["status"], "reason": reason, "url": record.get("url")}
    report = record.get("report")
    if report is None:
        return
    source = {
        "report": name,
        "agency": report.get("agency", {}).get("value"),
        "year": text(report.get("year", {}).get("value")),
    }
    for table in report["tables"]:
        for row in table["rows"]:
            for cell in row["cells"]:
                fact = dict(source, form=table["form"], table=table["table"], row=row["row"])
                for key in ["column", "unit", "value", "status", "deduced", "raw"]:
                    fact[key] = text(cell.get(key))
                for key in ["line", "offset", "length"]:
                    fact[key] = cell.get(key)
                yield "facts", fact
    for finding in record["findings"]:
        row = dict(source, message=finding["message"]["en"])
        for key in ["finding", "rule", "severity", "certainty", "table", "reported", "expected", "difference"]:
            row[key] = text(finding.get(key))
        cell = finding.get("cell", {})
        row.update(row=cell.get("row"), column=cell.get("column"), table=cell.get("table", row["table"]))
        for key in ["line", "offset", "length"]:
            row[key] = finding.get(key)
        yield "findings", row


def parsed(documents: DataFrame, gouji: str) -> DataFrame:
    """A row for each row of each table: the name of the table and the row as JSON."""
    def run(batches):
        import pandas

        def lines():
            for batch in batches:
                for record in batch.to_dict("records"):
                    yield json.dumps({k: v for k, v in record.items() if v is not None and v == v})

        pending = []
        for record in parse_lines(gouji, lines()):
            pending += [(kind, json.dumps(row)) for kind, row in rows_of(record)]
            if len(pending) >= 20_000:
                yield pandas.DataFrame(pending, columns=["kind", "row"])
                pending = []
        yield pandas.DataFrame(pending, columns=["kind", "row"])

    return documents.mapInPandas(run, "kind string, row string")


def rows(frame: DataFrame, kind: str, schema: t.StructType) -> DataFrame:
    return frame.where(f.col("kind") == kind).select(f.from_json("row", schema).alias("r")).select("r.*")


def completed(frame: DataFrame) -> DataFrame:
    """A frame with the columns of the input, those that it lacks empty."""
    missing = [c for c in INPUT if c not in frame.columns]
    frame = frame.withColumns({c: f.lit(None).cast("string") for c in missing})
    return frame.select([f.col(c).cast("string") for c in INPUT])


def pages(spark: SparkSession, folder: str) -> DataFrame:
    """The files below a folder; the id is the path below it."""
    root = os.path.abspath(folder).rstrip("/") + "/"
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load("file://" + root)
    path = f.regexp_replace("path", "^file:/*", "/")
    return completed(files.select(
        f.substring(path, len(root) + 1, 1 << 20).alias("id"),
        f.base64("content").alias("content_base64"),
    ))


def totals(facts: DataFrame, row: str) -> DataFrame:
    """The totals of a row of the applications table that are printed or proved; a blank proves nothing."""
    figure = f.when(f.col("status") == "reported", f.col("value")).when(f.col("status") == "deduced", f.col("deduced"))
    wanted = (f.col("table") == "applications") & (f.col("row") == row) & (f.col("column") == "total")
    return facts.where(wanted).select(
        "report", "agency", f.col("year").cast("int").alias("year"), figure.cast("decimal(38,6)").alias("figure"),
    ).where("agency is not null and year is not null and figure is not null")


def carry_over(facts: DataFrame) -> DataFrame:
    """YR-CARRY: what came over from last year is not what last year's report left over."""
    now, before = totals(facts, "carried_in").alias("now"), totals(facts, "carried_out").alias("before")
    same = (f.col("now.agency") == f.col("before.agency")) & (f.col("now.year") == f.col("before.year") + 1)
    return now.join(before, same).where(f.col("now.figure") != f.col("before.figure")).select(
        f.lit("YR-CARRY").alias("rule"), "now.report", "now.agency", "now.year",
        f.col("now.figure").alias("reported"), f.col("before.figure").alias("expected"),
    )


def roll_up(facts: DataFrame, parents: DataFrame) -> DataFrame:
    """AG-ROLLUP-SUM: the members of a region received more applications together than the region reports."""
    received = totals(facts, "new_received")
    # Of several copies of one report one counts.
    members = received.groupBy("agency", "year").agg(f.max("figure").alias("figure")).join(parents, "agency")
    sums = members.groupBy("parent", "year").agg(f.sum("figure").alias("expected"))
    same = (received.agency == sums.parent) & (received.year == sums.year)
    return received.join(sums, same).where(f.col("expected") > f.col("figure")).select(
        f.lit("AG-ROLLUP-SUM").alias("rule"), received.report, received.agency, received.year,
        received.figure.alias("reported"), f.col("expected").cast("decimal(38,6)").alias("expected"),
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gouji", default="gouji")
    for name in ["pages", "lines", "parquet", "parents"]:
        arguments.add_argument("--" + name)
    arguments.add_argument("--output", required=True)
    arguments.add_argument("--partitions", type=int, help="one process each; Spark's choice by default")
    options = arguments.parse_args()

    spark = SparkSession.builder.appName("gouji").getOrCreate()
    inputs = []
    if options.pages:
        inputs.append(pages(spark, options.pages))
    if options.lines:
        inputs.append(completed(spark.read.json(options.lines)))
    if options.parquet:
        inputs.append(completed(spark.read.parquet(options.parquet)))
    if not inputs:
        arguments.error("give at least one of --pages, --lines and --parquet")
    documents = inputs[0]
    for more in inputs[1:]:
        documents = documents.unionByName(more)
    if options.partitions:
        documents = documents.repartition(options.partitions)

    # Written once and read from there, so that no page is parsed twice.
    raw = os.path.join(options.output, "parsed")
    parsed(documents, options.gouji).write.mode("overwrite").partitionBy("kind").parquet(raw)
    frame = spark.read.parquet(raw)
    for kind, schema in [("documents", DOCUMENTS), ("facts", FACTS), ("findings", FINDINGS)]:
        rows(frame, kind, schema).write.mode("overwrite").parquet(os.path.join(options.output, kind))
    facts = spark.read.parquet(os.path.join(options.output, "facts"))
    found = carry_over(facts)
    if options.parents:
        parents = spark.read.csv(options.parents, header=True).select("agency", "parent").dropDuplicates()
        found = found.unionByName(roll_up(facts, parents))
    found.write.mode("overwrite").parquet(os.path.join(options.output, "collection"))
    spark.stop()


if __name__ == "__main__":
    main()
