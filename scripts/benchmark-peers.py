"""Times what others read pages with: benchmark-peers.py PAGE ..."""

import io
import statistics
import sys
import time
from pathlib import Path

import lxml.html
import pandas
import trafilatura

READERS = {
    "lxml.html.fromstring": lambda data: lxml.html.fromstring(data),
    "lxml, text of each td": lambda data: [cell.text_content() for cell in lxml.html.fromstring(data).iter("td")],
    "pandas.read_html, lxml": lambda data: pandas.read_html(io.BytesIO(data), flavor="lxml", encoding="utf-8"),
    "trafilatura.extract": lambda data: trafilatura.extract(data.decode("utf-8"), include_tables=True),
}


def processor_time(read, data, seconds=1.0):
    """The median of many calls in microseconds of this process; the first call does not count."""
    read(data)
    times, end = [], time.process_time() + seconds
    while len(times) < 3 or time.process_time() < end:
        start = time.process_time_ns()
        read(data)
        times.append((time.process_time_ns() - start) / 1e3)
    return statistics.median(times)


def main():
    for path in map(Path, sys.argv[1:]):
        data = path.read_bytes()
        print(f"{path} ({len(data)} bytes)")
        for name, read in READERS.items():
            try:
                print(f"  {name:<24} {processor_time(read, data):10.0f} µs")
            except Exception as error:  # What a reader cannot read is a result as well.
                print(f"  {name:<24} {type(error).__name__}: {error}")


main()
