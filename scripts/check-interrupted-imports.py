#!/usr/bin/env python3
"""Kills imports at random moments, most of them while they write, and holds the archive against one that was left in
peace.

    scripts/check-interrupted-imports.py INPUT [--kills 50] [--seed N] [--program .build/release/gouji]

After every `kill -9` the archive must open, be sound, and hold each document wholly or not at all. When a run
comes to its end, its archive must hold what the undisturbed one holds, and export the same bytes; the next kills
then begin with an empty archive.
"""

import argparse
import fcntl
import hashlib
import pathlib
import random
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

# What is in an archive, without the numbers of rows and the times of imports.
LOGICAL_CONTENTS = [
    "SELECT * FROM facts ORDER BY document, form, \"table\", \"row\", \"column\", offset, raw",
    "SELECT * FROM current_findings ORDER BY finding, document",
    "SELECT * FROM current_checks ORDER BY document, rule, verdict, reason_en",
    "SELECT document, sha256, bytes, encoding, encoding_evidence, kind, status, reason_en, manifest, reader_version,"
    " rules_version, version, cause FROM current_documents ORDER BY document",
    "SELECT document, agency, year, form, title, signed_on, published_on, level, scope, region_code"
    " FROM current_reports ORDER BY document",
    "SELECT current_reports.document, notes.position, code, message_en, json_array_length(cells) FROM notes"
    " JOIN current_reports USING (reading_id) ORDER BY 1, 2",
    "SELECT current_reports.document, claims.position, subject, statement, figure, qualifiers FROM claims"
    " JOIN current_reports USING (reading_id) ORDER BY 1, 2",
    "SELECT current_reports.document, position, kind, heading, text, paragraphs FROM sections"
    " JOIN current_reports USING (reading_id) ORDER BY 1, 2",
    "SELECT current_reports.document, figures_hash, nonzero_figures, largest_figure, printed_figures, overview_sketch,"
    " problems_sketch, is_late FROM comparison_members JOIN current_reports USING (reading_id) ORDER BY 1",
    "SELECT identified = changes FROM progress",
]

# Nothing half in: what a batch writes of a document is all there, or there is nothing of it.
HALF_IN = """
SELECT document FROM documents WHERE id NOT IN (SELECT document_id FROM versions WHERE is_current)
UNION ALL SELECT reading_id FROM reports WHERE reading_id NOT IN (SELECT reading_id FROM checks)
UNION ALL SELECT reading_id FROM reports WHERE reading_id NOT IN (SELECT reading_id FROM comparison_members)
UNION ALL SELECT reading_id FROM reports
  WHERE (SELECT count(*) FROM cells JOIN cell_definitions ON cell_definitions.id = cell_id
      WHERE cells.reading_id = reports.reading_id AND cell_definitions.form = reports.form)
    <> CASE form WHEN '2014' THEN 58 WHEN '2019' THEN 198 WHEN '2021' THEN 200 END
UNION ALL SELECT id FROM readings WHERE id NOT IN (SELECT reading_id FROM versions)
"""


def open_archive(path):
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def digest(path):
    archive = open_archive(path)
    sums = []
    for query in LOGICAL_CONTENTS:
        sum = hashlib.sha256()
        for row in archive.execute(query):
            sum.update(repr(row).encode())
        sums.append(sum.hexdigest())
    archive.close()
    return sums


def check(path):
    """How many documents are in an archive that was left behind; ends the script when it is not sound."""
    archive = open_archive(path)
    # The migrations, which make all other tables at once, have a table of their own before.
    if archive.execute("SELECT count(*) FROM sqlite_master WHERE name = 'documents'").fetchone()[0] == 0:
        return 0
    [(integrity,)] = archive.execute("PRAGMA integrity_check").fetchall()
    orphans = archive.execute("PRAGMA foreign_key_check").fetchall()
    half = archive.execute(HALF_IN).fetchall()
    if integrity != "ok" or orphans or half:
        sys.exit(f"{path}: {integrity}; without owner {orphans[:3]}; half in {half[:3]}")
    return archive.execute("SELECT count(*) FROM documents").fetchone()[0]


def is_written_to(path):
    """Whether some process is in a transaction that writes: it holds the lock that SQLite has for this."""
    try:
        with open(f"{path}-shm", "rb") as shared:
            lock = fcntl.fcntl(shared, fcntl.F_GETLK, struct.pack("hhqqi", fcntl.F_RDLCK, 0, 120, 1, 0))
    except OSError:
        return False
    return struct.unpack("hhqqi", lock)[0] != fcntl.F_UNLCK


def kill(import_, path, patience, batches):
    """Kills an import, when possible in the middle of a batch behind so many others; returns whether it was."""
    end = time.monotonic() + patience
    was_in_batch = False
    while True:
        # Stopped, it cannot leave the transaction before it dies.
        import_.send_signal(signal.SIGSTOP)
        is_in_batch = is_written_to(path)
        if is_in_batch and not was_in_batch:
            batches -= 1
        was_in_batch = is_in_batch
        if batches < 0 or time.monotonic() >= end or import_.poll() is not None:
            break
        import_.send_signal(signal.SIGCONT)
        time.sleep(0.002)
    import_.send_signal(signal.SIGKILL)
    return is_in_batch


def export(program, archive, folder):
    subprocess.run([program, "export", "--archive", archive, "--output", folder], stdout=subprocess.DEVNULL)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--program", default=str(root / ".build/release/gouji"))
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)

    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)

        def command(archive):
            return [arguments.program, "import", arguments.input, "--archive", str(folder / archive)]

        start = time.monotonic()
        subprocess.run(command("undisturbed.sqlite"), check=True, stdout=subprocess.DEVNULL)
        duration = time.monotonic() - start
        expected = digest(folder / "undisturbed.sqlite")
        exported = export(arguments.program, folder / "undisturbed.sqlite", folder / "undisturbed")
        kills = kills_in_batches = completed = 0
        counts = []
        while True:
            archive = f"killed-{completed}.sqlite"
            import_ = subprocess.Popen(command(archive), stdout=subprocess.DEVNULL)
            try:
                wait = generator.uniform(0, duration / 6) if kills < arguments.kills else None
                status = import_.wait(wait)
            except subprocess.TimeoutExpired:
                patience = generator.choice([0, 8, 8, 8])
                is_in_batch = kill(import_, folder / archive, patience, generator.randrange(4))
                status = import_.wait()
                if status == -signal.SIGKILL:
                    kills_in_batches += is_in_batch
            if status == -signal.SIGKILL:
                kills += 1
                counts.append(check(folder / archive) if (folder / archive).exists() else 0)
                continue
            if status != 0:
                sys.exit(f"the import behind {kills} kills ended with status {status}")
            count = check(folder / archive)
            if digest(folder / archive) != expected:
                sys.exit(f"behind {kills} kills the archive differs from the undisturbed one")
            if export(arguments.program, folder / archive, folder / f"export-{completed}") != exported:
                sys.exit(f"behind {kills} kills the export differs from the undisturbed one")
            completed += 1
            if kills >= arguments.kills:
                break
        print(
            f"{kills} kills, {kills_in_batches} of them in a batch, {completed} imports completed, {count} documents each;"
            f" documents found in behind the kills: {counts}"
        )


if __name__ == "__main__":
    main()
