"""See smoke-test."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.dataset as ds

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"
CONFIGURATION = ["--master", "local[2]", "--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=127.0.0.1",
                 "--conf", "spark.sql.shuffle.partitions=4"]


def row(label, *figures):
    return "<tr><td>" + label + "</td>" + "".join(f"<td>{n}</td>" for n in figures) + "</tr>"


def report(received, carried_in, carried_out):
    """The head and foot of the third table of the form of 2021, all by natural persons."""
    def line(label, number):
        return row(label, number, 0, 0, 0, 0, 0, number)
    return ("<html><body><table>" + row("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
            + line("一、本年新收政府信息公开申请数量", received) + line("二、上年结转政府信息公开申请数量", carried_in)
            + line("(七)总计", received + carried_in - carried_out)
            + line("四、结转下年度继续办理", carried_out) + "</table></body></html>")


def table(folder, name):
    return ds.dataset(folder / "out" / name, format="parquet", partitioning=None,
                      exclude_invalid_files=True).to_table().to_pylist()


def main(program, folder):
    folder = Path(folder)
    lines = [
        {"id": "2021", "agency": "甲县人民政府", "year": 2021, "content": report(20, 0, 3)},
        {"id": "2022", "agency": "甲县人民政府", "year": 2022, "content": report(30, 2, 0)},
        {"id": "2023", "agency": "甲县人民政府", "year": 2023, "content": report(40, 0, 0)},
        {"id": "乡", "agency": "甲县乙乡人民政府", "year": 2023, "content": report(41, 0, 0)},
        {"id": "bad", "content_base64": "!"},
    ]
    (folder / "lines.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "parents.csv").write_text("agency,parent\n甲县乙乡人民政府,甲县人民政府\n", encoding="utf-8")
    pages = folder / "pages"
    for source in sorted(SAMPLES.glob("*/source.*"))[:40]:
        target = pages / source.parent.name / source.name
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())

    submit = [sys.executable, "-c", "import sys; from pyspark.find_spark_home import _find_spark_home as h; print(h())"]
    home = subprocess.run(submit, check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run(
        [os.path.join(home, "bin", "spark-submit"), *CONFIGURATION, HERE / "gouji_spark.py", "--gouji", program,
         "--pages", pages, "--lines", folder / "lines.ndjson", "--parents", folder / "parents.csv",
         "--output", folder / "out", "--partitions", "3"],
        check=True, stderr=subprocess.DEVNULL,
    )

    # The same pages through the other door: the facts must be equal, cell by cell.
    subprocess.run([program, "audit", pages, "--output", folder / "csv"], stdout=subprocess.DEVNULL)
    import csv
    with open(folder / "csv/facts.csv", encoding="utf-8-sig", newline="") as file:
        expected = {(r["document"], r["form"], r["table"], r["row"], r["column"], r["value"], r["status"], r["deduced"])
                    for r in csv.DictReader(file)}
    own = {line["id"] for line in lines}
    facts = table(folder, "facts")
    found = {(r["report"], r["form"], r["table"], r["row"], r["column"], r["value"] or "", r["status"], r["deduced"] or "")
             for r in facts if r["report"] not in own}
    assert found == expected, (len(found), len(expected), sorted(found ^ expected)[:5])
    statuses = {r["id"]: r["status"] for r in table(folder, "documents")}
    assert len(statuses) == 45 and statuses["bad"] == "invalid", statuses
    collection = sorted((r["rule"], r["report"], int(r["reported"]), int(r["expected"])) for r in table(folder, "collection"))
    assert collection == [("AG-ROLLUP-SUM", "2023", 40, 41), ("YR-CARRY", "2022", 2, 3)], collection
    with open(folder / "csv/findings.csv", encoding="utf-8-sig", newline="") as file:
        rules = sorted((r["document"], r["rule"]) for r in csv.DictReader(file)
                       if not r["rule"].startswith(("YR-", "AG-")))
    single = sorted((r["report"], r["rule"]) for r in table(folder, "findings") if r["report"] not in own)
    assert single == rules, (len(single), len(rules))
    print(f"{len(statuses)} documents, {len(facts)} facts, {len(single)} findings, {len(collection)} across reports: as expected")


if __name__ == "__main__":
    main(*sys.argv[1:])
