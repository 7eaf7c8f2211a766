#!/usr/bin/env python3
"""Writes the seeds of a fuzz target and the words it is made of: fuzz-seeds.py ROOT TARGET CORPUS DICTIONARY"""

import base64
import csv
import hashlib
import json
import re
import sys
from pathlib import Path


def strings(value):
    """Every text in a parsed JSON file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def samples(root, kind):
    for path in sorted((root / "samples").glob("*/source.*")):
        if (path.suffix == ".html") == (kind == "html"):
            yield path.read_bytes()


def readable(data):
    return data.decode("utf-8", errors="ignore")


def figures(root):
    """The raw cells of the samples, 25 a seed, as the lines of the applications."""
    for path in sorted((root / "samples").glob("*/truth.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            values = [row.get("value", "") for row in csv.DictReader(file)]
        yield "\n".join("|".join(values[start : start + 7]) for start in range(0, 175, 7)).encode()
    yield "1,234|１２|12件|1.2万元|43027665.50元|减4|增2|+2|-4|/|—|无|十二|0 0 0|12 3|〇\n".encode() * 4


def seeds(root, target):
    if target == "decoding":
        for data in samples(root, "text"):
            text = readable(data)[:1500]
            for encoding in ["utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-8-sig"]:
                yield text.encode(encoding, errors="ignore")
            yield text.encode("utf-8").decode("latin-1").encode("utf-8")
        for data in samples(root, "html"):
            yield readable(data)[:3000].encode("gb18030", errors="ignore")
    elif target == "html":
        for data in samples(root, "html"):
            text = readable(data)
            table = text.find("<table")
            yield text[max(0, table) :][:6000].encode()
    elif target == "text":
        for data in samples(root, "text"):
            text = readable(data)
            for start in range(0, len(text), 2500):
                yield text[start : start + 2500].encode()
    elif target == "numbers":
        yield from figures(root)
    elif target == "narrative":
        for data in samples(root, "text"):
            for line in readable(data).split("\n"):
                if len(line) > 30 and re.search(r"\d", line):
                    yield line.encode()
    elif target == "manifest":
        head = "document,agency,year,region_code,parent,scope,url,published_on\n"
        rows = 'a.html,云川县财政局,2023,520421,云川县,office,https://example.org/a,2024-01-20\n"b,c.txt","x""y",,,,region,,\n'
        yield (head + rows).encode()
        yield ("\ufeff" + head.replace(",", "，") + rows).encode()
        yield (head + rows).replace("\n", "\r\n").encode("gb18030")
    elif target == "lines":
        for data in samples(root, "text"):
            content = readable(data)[:1200]
            yield json.dumps({"id": "a\n1", "content": content, "year": 2023}, ensure_ascii=False).encode()
            yield json.dumps({"content": content[:300], "id": 7, "url": "https://example.org/a", "agency": None}).encode()
            encoded = base64.b64encode(content[:400].encode("gb18030", errors="ignore")).decode()
            yield json.dumps({"id": "b", "content_base64": encoded}).encode() + b"\n[]\n{"
    else:
        sys.exit(f"there is no target {target}")


def words(root, target):
    """Labels, claim words and markup: what chance would take ages to spell."""
    if target == "manifest":
        found = set("document agency year region_code parent scope url published_on office level region 2023".split())
    elif target == "lines":
        found = {'"id":', '"content":', '"content_base64":', '"url":', '"agency":', '"year":', "null", "true", "{", "}", '","'}
        found |= {"\\u0000", "\\ud800", "\\udc00", "\\n", "1e999", "-0", "=", "5LqR", "[[[["}
    else:
        found = {"|", "｜", "<td>", "</td>", "<tr>", "<table>", "<table/>", " rowspan=2", " colspan=2", "&nbsp;", "<br>"}
        found |= {"<p>", "</p>", "<!--", "]]>", " style=\"display:none\"", "charset=gb2312", "一、", "(一)", "其中,", "共"}
        for path in sorted((root / "schemas").glob("*/*.json")):
            if path.parent.name == "rules":
                continue
            for text in strings(json.loads(path.read_text(encoding="utf-8"))):
                if re.search(r"[\u4e00-\u9fff]", text) and len(text) <= 20:
                    found.add(text)
    return sorted(found)


def main():
    root, target, corpus, dictionary = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
    for seed in seeds(root, target):
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    lines = ('"' + "".join(f"\\x{byte:02X}" for byte in word.encode()) + '"' for word in words(root, target))
    dictionary.write_text("\n".join(lines) + "\n")


main()
