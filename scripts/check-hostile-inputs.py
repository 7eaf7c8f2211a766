#!/usr/bin/env python3
"""Audits inputs made to be slow, large or misleading, each alone and at full size, and holds them to limits.

    scripts/check-hostile-inputs.py [--program .build/release/gouji] [--seconds 20] [--mebibytes 1024]

Prints for each what `gouji audit` took and what documents.csv says of it. Fails when one exceeds a limit, ends
otherwise than with status 0, 1 or 2, gives a figure that was not printed, or writes outside of its output.
"""

import argparse
import csv
import gzip
import io
import os
import pathlib
import random
import resource
import subprocess
import sys
import tarfile
import tempfile
import threading
import zipfile

START = "<html><body><p>2021年政府信息公开工作年度报告</p>"
OVERVIEW = "某县民政局2021年政府信息公开工作年度报告\n一、总体情况\n"
DISCLOSURE = OVERVIEW + "二、主动公开政府信息情况 第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 "


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def zip_of(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)


def web_record(address, body):
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def zip_bomb(path):
    """Ten members of 1 GiB of zeros each."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(10):
            with archive.open(f"{number}.html", "w") as member:
                for _ in range(1024):
                    member.write(bytes(1 << 20))


def tar_with_links(path):
    with tarfile.open(path, "w:gz") as archive:
        for name, target in [("up.html", "../../../etc/passwd"), ("absolute.html", "/etc/passwd")]:
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
        member = tarfile.TarInfo("../../escaped.html")
        member.size = 5
        archive.addfile(member, io.BytesIO(b"hello"))


def noise(count, seed=5):
    return random.Random(seed).randbytes(count)


HOSTILE = {
    "200,000 nested elements": lambda f: write(f / "a.html", START + "<div>" * 200_000),
    "200,000 nested tables": lambda f: write(f / "a.html", START + "<table><tr><td>" * 200_000),
    "40,000 tables, 40,000 ends": lambda f: write(f / "a.html", START + "<table><tr><td>" * 40_000 + "</span>" * 40_000),
    "100,000 attributes": lambda f: write(f / "a.html", START + "<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">"),
    "spans of a million": lambda f: write(
        f / "a.html", START + "<table>" + '<tr><td colspan=1000000 rowspan=1000000>1</td><td colspan="999999999999">2' * 1000
    ),
    "100,000 tables": lambda f: write(f / "a.html", START + "<table><tr><td>政务公开<td>1</table>" * 100_000),
    "a row of a million cells": lambda f: write(f / "a.html", START + "<table><tr>" + "<td>1</td>" * 1_000_000),
    "a page of 60 MB of cells": lambda f: write(f / "a.html", START + "<table>" + "<tr><td>规章<td>1<td>2" * 2_300_000),
    "a file of 100 MB": lambda f: write(f / "a.html", bytes(100_000_000)),
    "a line of 10 MB": lambda f: write(f / "a.txt", "12 件 " * 1_250_000),
    "a number of 10 MB": lambda f: write(f / "a.txt", "1" * 10_000_000),
    "10,000,000 pipes": lambda f: write(f / "a.txt", "|" * 10_000_000),
    "60 MB of rows of labels": lambda f: write(f / "a.txt", "(七)总计 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\n" * 1_200_000),
    "10 MB of sentences": lambda f: write(
        f / "a.html", START + "<p>一、总体情况</p>" + "<p>收到申请12件，上年结转3件，办结9件，结转下年6件。</p>" * 110_000
    ),
    "a sentence of 10 MB": lambda f: write(f / "a.txt", OVERVIEW + "2020年收到申请12件，全部答复，" * 250_000),
    "10 MB of channels and shares": lambda f: write(
        f / "a.txt",
        OVERVIEW + "收到申请5件。从渠道看，网上申请3件、信函申请4件，与上年持平。教育类5条占10%，医疗类7条占14%。" * 75_000,
    ),
    "10 MB of labels in a line": lambda f: write(f / "a.txt", DISCLOSURE + "规章 行政规范性文件 1 2 3 " * 280_000),
    "10 MB of rows without labels": lambda f: write(f / "a.txt", DISCLOSURE + "规章\n某某\n1\n2\n" * 500_000),
    "10 MB of words in a drawn row": lambda f: write(
        f / "a.txt",
        DISCLOSURE + f"\n+{'-' * 30}+\n| 某 | 某 | 某 | 某 " + "某 7 " * 1_700_000
        + f"|\n| 某 | | | |\n+{'-' * 30}+\n",
    ),
    "a flood of entities": lambda f: write(f / "a.html", START + "&amp;&#x4e00;&lt;&nbsp;" * 500_000),
    "entities made of entities": lambda f: write(
        f / "a.html",
        '<!DOCTYPE html [<!ENTITY b0 "ha">'
        + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 20))
        + "]><html><body>&b19;",
    ),
    "a million open comments": lambda f: write(f / "a.html", START + "<!--" * 1_000_000),
    "GB18030 cut short": lambda f: write(f / "a.txt", ("政府信息公开年度报告" * 1000).encode("gb18030")[:-1]),
    "10 MB of noise": lambda f: write(f / "a.txt", noise(10_000_000)),
    "10 MB of NULs": lambda f: write(f / "a.html", bytes(10_000_000)),
    "a million marks of direction": lambda f: write(f / "a.html", START + "\u202e\u2066\u200f" * 330_000),
    "a bomb in a zip": lambda f: zip_bomb(f / "bomb.zip"),
    "a zip that climbs out": lambda f: zip_of(f / "a.zip", [("../../escaped.html", "hello"), ("/etc/escaped.html", "hello")]),
    "a tar that climbs out": lambda f: tar_with_links(f / "a.tar.gz"),
    "a crawl that climbs out": lambda f: write(
        f / "a.warc.gz", gzip.compress(web_record("http://../../escaped", b"hello") + web_record("file:///etc/passwd", b"x"))
    ),
    "a bomb in a crawl": lambda f: write(f / "a.warc.gz", gzip.compress(web_record("http://a/", bytes(1 << 29)), 9)),
    "a loop of links": lambda f: (os.symlink("b.txt", f / "a.txt"), os.symlink("a.txt", f / "b.txt"), os.symlink(".", f / "self")),
    "a name with a line break": lambda f: write(f / 'a\n"b",=1+1.txt', "hello"),
    "a pipe for a file": lambda f: os.mkfifo(f / "a.html"),
    "no permission": lambda f: (write(f / "a.html", "hello"), os.chmod(f / "a.html", 0)),
}


def make_apart(make, folder):
    """Makes an input in a process of its own: a child counts the memory of its parent as its own."""
    pid = os.fork()
    if pid == 0:
        make(folder)
        os._exit(0)
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit("an input could not be made, see above")


def audit(program, folder, output, limit):
    """Returns status, seconds of processor time and peak memory in MiB; the status is `None` when time ran out."""
    process = subprocess.Popen(
        [program, "audit", folder, "--output", output, "--language", "en"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)),
    )
    timer = threading.Timer(10 * limit, process.kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    status = os.waitstatus_to_exitcode(status)
    return None if status < 0 else status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(path):
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/gouji")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--mebibytes", type=float, default=1024)
    options = parser.parse_args()
    csv.field_size_limit(sys.maxsize)
    faults = 0
    print(f"{'input':32} {'bytes':>11} {'s':>7} {'MiB':>6}  status and reason of the documents")
    for name, make in HOSTILE.items():
        with tempfile.TemporaryDirectory() as temporary:
            root = pathlib.Path(temporary)
            folder, output = root / "in", root / "out"
            folder.mkdir()
            make_apart(make, folder)
            size = sum(path.lstat().st_size for path in folder.iterdir())
            status, seconds, memory = audit(options.program, folder, output, options.seconds)
            documents = rows(output / "documents.csv")
            said = sorted({f"{row['status']}: {row['reason']}" for row in documents})
            wrong = []
            if status not in (0, 1, 2):
                wrong.append("killed or out of time" if status is None else f"ended with status {status}")
            if memory > options.mebibytes:
                wrong.append("too much memory")
            if not documents:
                wrong.append("nothing is listed")
            if {path.name for path in root.iterdir()} - {"in", "out"}:
                wrong.append("wrote outside of its output")
            faults += bool(wrong)
            fault = f"  FAULT: {', '.join(wrong)}" if wrong else ""
            print(f"{name:32} {size:11} {seconds:7.2f} {memory:6.0f}  {'; '.join(said)[:160]}{fault}", flush=True)
    sys.exit(1 if faults else 0)


main()
