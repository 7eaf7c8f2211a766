internal import GRDB

/// What makes an archive of a new file, or of an archive of an earlier version of the program.
///
/// A migration that was released is never edited: the next change is the next migration.
let archiveMigrator: DatabaseMigrator = {
  var migrator = DatabaseMigrator()
  migrator.registerMigration("1") { db in
    try db.execute(sql: firstTables)
    try db.execute(sql: firstViews)
    try db.execute(sql: "PRAGMA application_id = \(archiveApplicationID)")
  }
  migrator.registerMigration("2") { db in try db.execute(sql: packedCells) }
  return migrator
}()

/// Marks a SQLite file as an archive, as `PRAGMA application_id` shows: "GOUJ" in ASCII.
let archiveApplicationID: Int32 = 0x474F_554A

// Figures are of type ANY: whole ones integers, others text, so that the zeros behind the decimal point
// stay as they are printed. The views give numbers.
//
// What is written for every document decides how fast an import is: hence numbers instead of words that
// come again, one row for a list that nobody asks for line by line, and no index that nothing looks
// into. The views put the words back.
private let firstTables = """
  CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE,
    sort_key TEXT NOT NULL GENERATED ALWAYS AS (replace(document, '/', char(1))) VIRTUAL,
    path TEXT NOT NULL,
    size INTEGER,
    modified_ns INTEGER,
    changed_ns INTEGER,
    trouble_zh TEXT,
    trouble_en TEXT,
    CHECK ((trouble_zh IS NULL) = (trouble_en IS NULL))
  ) STRICT;
  CREATE INDEX documents_in_order ON documents(sort_key);

  -- Files that hold documents and were read to their end: as long as all of this holds, none of the
  -- documents has changed.
  CREATE TABLE containers (
    document TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    declared TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    sha256 TEXT CHECK (length(sha256) = 64),
    bytes INTEGER CHECK (bytes >= 0),
    manifest TEXT NOT NULL CHECK (json_valid(manifest)),
    charset TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    kind TEXT CHECK (kind IN ('html', 'text')),
    encoding TEXT NOT NULL,
    encoding_evidence TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('read', 'partial', 'not_a_report', 'unreadable')),
    reason_zh TEXT,
    reason_en TEXT,
    rules_version TEXT NOT NULL
  ) STRICT;
  CREATE INDEX readings_of_contents ON readings(sha256);

  CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    reading_id INTEGER NOT NULL REFERENCES readings(id),
    cause TEXT NOT NULL CHECK (cause IN ('new', 'content', 'manifest', 'reader')),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    UNIQUE (document_id, number)
  ) STRICT;
  CREATE UNIQUE INDEX versions_current ON versions(document_id) WHERE is_current;
  CREATE INDEX versions_of_reading ON versions(reading_id);

  CREATE TABLE reports (
    reading_id INTEGER PRIMARY KEY REFERENCES readings(id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    agency TEXT, agency_source TEXT, agency_line INTEGER, agency_offset INTEGER,
    agency_length INTEGER,
    agency_as_printed TEXT,
    year INTEGER, year_source TEXT, year_line INTEGER, year_offset INTEGER, year_length INTEGER,
    title TEXT, title_source TEXT, title_line INTEGER, title_offset INTEGER,
    title_length INTEGER,
    published_on TEXT, published_on_source TEXT, published_on_line INTEGER,
    published_on_offset INTEGER, published_on_length INTEGER,
    signed_on TEXT, signed_on_source TEXT, signed_on_line INTEGER, signed_on_offset INTEGER,
    signed_on_length INTEGER,
    scope TEXT CHECK (scope IN ('office', 'level', 'region')),
    scope_source TEXT, scope_line INTEGER, scope_offset INTEGER, scope_length INTEGER,
    level TEXT,
    region_code TEXT,
    CHECK ((agency IS NULL) = (agency_source IS NULL)),
    CHECK ((year IS NULL) = (year_source IS NULL))
  ) STRICT;
  CREATE INDEX reports_of_agency ON reports(agency, year);

  CREATE TABLE cell_definitions (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    row_label TEXT NOT NULL,
    column_label TEXT NOT NULL,
    unit TEXT NOT NULL,
    notation TEXT NOT NULL CHECK (notation IN ('count', 'signed', 'money')),
    UNIQUE (form, "table", "row", "column", row_label, column_label, unit, notation)
  ) STRICT;

  CREATE TABLE cell_statuses (
    id INTEGER PRIMARY KEY,
    status TEXT NOT NULL UNIQUE
  ) STRICT;
  INSERT INTO cell_statuses VALUES (0, 'reported'), (1, 'blank'), (2, 'deduced'), (3, 'ambiguous'),
    (4, 'unreadable'), (5, 'missing');

  -- First the cells of the report's form, in its order, then those printed on another form. Raw text
  -- that is the value as it stands, or empty where there is no value, is left out.
  CREATE TABLE cells (
    reading_id INTEGER NOT NULL REFERENCES reports(reading_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    cell_id INTEGER NOT NULL REFERENCES cell_definitions(id),
    status INTEGER NOT NULL REFERENCES cell_statuses(id),
    value ANY CHECK (value IS NULL OR status = 0),
    deduced ANY,
    unit TEXT,
    raw TEXT,
    candidates TEXT,
    line INTEGER,
    offset INTEGER,
    length INTEGER,
    PRIMARY KEY (reading_id, position)
  ) STRICT, WITHOUT ROWID;

  -- The text has a paragraph a line; for each of them paragraphs has its length in bytes of the text,
  -- then its line, offset and length in the document.
  CREATE TABLE sections (
    reading_id INTEGER NOT NULL REFERENCES reports(reading_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    paragraphs TEXT NOT NULL,
    line INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (reading_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE notes (
    reading_id INTEGER NOT NULL REFERENCES reports(reading_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message_zh TEXT NOT NULL,
    message_en TEXT NOT NULL,
    cells TEXT,
    line INTEGER,
    offset INTEGER,
    length INTEGER,
    PRIMARY KEY (reading_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE claims (
    reading_id INTEGER NOT NULL REFERENCES reports(reading_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    subject TEXT,
    statement TEXT NOT NULL CHECK (statement IN ('figure', 'denial', 'completion', 'gap')),
    figure ANY NOT NULL,
    exponent INTEGER NOT NULL,
    qualifiers INTEGER NOT NULL,
    unit TEXT NOT NULL,
    year INTEGER,
    scope TEXT CHECK (scope IN ('region', 'own', 'own_level', 'below')),
    whole INTEGER,
    list_is_closed INTEGER,
    list_is_nested INTEGER,
    section INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    range_start INTEGER NOT NULL,
    range_end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (reading_id, position),
    CHECK (
      (whole IS NULL) = (list_is_closed IS NULL) AND (whole IS NULL) = (list_is_nested IS NULL)
    )
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE phrases (
    reading_id INTEGER NOT NULL REFERENCES reports(reading_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER,
    section INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    range_start INTEGER NOT NULL,
    range_end INTEGER NOT NULL,
    line INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (reading_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE comparison_groups (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (kind, key)
  ) STRICT;

  -- What has to be known of a report to tell which others it can be held against.
  CREATE TABLE comparison_members (
    reading_id INTEGER PRIMARY KEY REFERENCES reports(reading_id) ON DELETE CASCADE,
    figures_hash INTEGER NOT NULL,
    nonzero_figures INTEGER NOT NULL,
    largest_figure INTEGER NOT NULL,
    printed_figures INTEGER NOT NULL,
    overview_sketch BLOB,
    problems_sketch BLOB,
    is_late INTEGER CHECK (is_late IN (0, 1))
  ) STRICT;

  -- A finding about one report belongs to its reading, one about several to a comparison of reports,
  -- with one line for each report; the first of these is where to look first. A finding about a table
  -- as a whole has a table and no cell. Lists are JSON: of terms [cell, figure, line, offset, length],
  -- of identities explained [rule, cell], of changes suggested [cell, printed, suggested], cells being
  -- those of cell_definitions.
  CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    reading_id INTEGER REFERENCES reports(reading_id) ON DELETE CASCADE,
    comparison_group_id INTEGER REFERENCES comparison_groups(id) ON DELETE CASCADE,
    document_id INTEGER REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    part INTEGER NOT NULL,
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 16),
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'strong', 'heuristic')),
    cell_id INTEGER REFERENCES cell_definitions(id),
    "table" TEXT,
    reported ANY,
    expected ANY,
    message_zh TEXT NOT NULL,
    message_en TEXT NOT NULL,
    terms TEXT,
    explains TEXT,
    suggestion TEXT,
    line INTEGER,
    offset INTEGER,
    length INTEGER,
    CHECK ((reading_id IS NULL) <> (comparison_group_id IS NULL)),
    CHECK ((comparison_group_id IS NULL) = (document_id IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX findings_of_reading ON findings(reading_id, position)
    WHERE reading_id IS NOT NULL;
  CREATE UNIQUE INDEX findings_of_group ON findings(comparison_group_id, position, part)
    WHERE comparison_group_id IS NOT NULL;
  CREATE INDEX findings_by_fingerprint ON findings(fingerprint);
  CREATE INDEX findings_of_document ON findings(document_id) WHERE document_id IS NOT NULL;

  -- Only those that differ from the fingerprint: findings that say the same about several documents.
  CREATE TABLE finding_identifiers (
    finding_id INTEGER NOT NULL REFERENCES findings(id) ON DELETE CASCADE,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    identifier TEXT NOT NULL,
    PRIMARY KEY (document_id, finding_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE check_outcomes (
    id INTEGER PRIMARY KEY,
    rule TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'not_evaluated')),
    reason_zh TEXT,
    reason_en TEXT,
    CHECK ((reason_zh IS NULL) = (reason_en IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX check_outcomes_by_content
    ON check_outcomes(rule, verdict, coalesce(reason_zh, ''), coalesce(reason_en, ''));

  -- Of each report the outcomes of the rules about it alone, as a JSON array of check_outcomes.
  CREATE TABLE checks (
    reading_id INTEGER PRIMARY KEY REFERENCES reports(reading_id) ON DELETE CASCADE,
    outcomes TEXT NOT NULL
  ) STRICT;

  CREATE TABLE comparison_checks (
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    comparison_group_id INTEGER NOT NULL REFERENCES comparison_groups(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    outcome_id INTEGER NOT NULL REFERENCES check_outcomes(id),
    PRIMARY KEY (document_id, comparison_group_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX comparison_checks_of_group ON comparison_checks(comparison_group_id);

  -- The last one about a finding holds. Rule, agency, year and cell find the finding again whose
  -- figures have changed.
  CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    finding TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'dismissed', 'explained')),
    note TEXT NOT NULL,
    judged_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    rule TEXT,
    agency TEXT,
    year INTEGER,
    cell TEXT
  ) STRICT;
  CREATE INDEX judgements_of_finding ON judgements(finding);

  -- How often documents got new versions, and how often they had when findings were given their
  -- identifiers and when reports were last held against one another.
  CREATE TABLE progress (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 0),
    changes INTEGER NOT NULL,
    identified INTEGER NOT NULL,
    compared INTEGER NOT NULL,
    compared_by_rules TEXT NOT NULL
  ) STRICT;
  INSERT INTO progress VALUES (0, 0, 0, 0, '');
  """

private let firstViews = """
  CREATE VIEW current_documents AS
    SELECT documents.id AS document_id, documents.document, readings.sha256, readings.bytes,
      readings.encoding, readings.encoding_evidence, readings.kind, readings.status,
      readings.reason_zh, readings.reason_en, readings.manifest, readings.reader_version,
      readings.rules_version, documents.path, versions.number AS version, versions.cause,
      versions.imported_at, versions.reading_id, documents.sort_key
    FROM documents
    JOIN versions ON versions.document_id = documents.id AND versions.is_current
    JOIN readings ON readings.id = versions.reading_id;

  CREATE VIEW current_reports AS
    SELECT current_documents.document, reports.*
    FROM current_documents
    JOIN reports ON reports.reading_id = current_documents.reading_id;

  CREATE VIEW facts AS
    SELECT current_reports.document, current_reports.agency, current_reports.year,
      cell_definitions.form, cell_definitions."table", cell_definitions."row",
      cell_definitions."column", cell_definitions.row_label, cell_definitions.column_label,
      coalesce(cells.unit, cell_definitions.unit) AS unit, CAST(cells.value AS NUMERIC) AS value,
      cell_statuses.status, CAST(cells.deduced AS NUMERIC) AS deduced,
      coalesce(cells.raw, CAST(cells.value AS TEXT), '') AS raw, cells.candidates,
      cells.line, cells.offset, cells.length
    FROM current_reports
    JOIN cells ON cells.reading_id = current_reports.reading_id
    JOIN cell_definitions ON cell_definitions.id = cells.cell_id
    JOIN cell_statuses ON cell_statuses.id = cells.status;

  CREATE VIEW finding_keys AS
    SELECT coalesce(finding_identifiers.identifier, findings.fingerprint) AS finding,
      findings.id AS finding_id, current_documents.document_id, current_documents.document,
      current_documents.sort_key, findings.rule, reports.agency, reports.year,
      coalesce(
        cell_definitions."table" || '.' || cell_definitions."row" || '.'
          || cell_definitions."column",
        findings."table"
      ) AS cell
    FROM current_documents
    JOIN reports ON reports.reading_id = current_documents.reading_id
    JOIN findings ON findings.reading_id = current_documents.reading_id
    LEFT JOIN cell_definitions ON cell_definitions.id = findings.cell_id
    LEFT JOIN finding_identifiers ON finding_identifiers.finding_id = findings.id
      AND finding_identifiers.document_id = current_documents.document_id
    UNION ALL
    SELECT coalesce(finding_identifiers.identifier, findings.fingerprint), findings.id,
      current_documents.document_id, current_documents.document, current_documents.sort_key,
      findings.rule, reports.agency, reports.year,
      coalesce(
        cell_definitions."table" || '.' || cell_definitions."row" || '.'
          || cell_definitions."column",
        findings."table"
      )
    FROM findings
    JOIN current_documents ON current_documents.document_id = findings.document_id
    JOIN reports ON reports.reading_id = current_documents.reading_id
    LEFT JOIN cell_definitions ON cell_definitions.id = findings.cell_id
    LEFT JOIN finding_identifiers ON finding_identifiers.finding_id = findings.id
      AND finding_identifiers.document_id = findings.document_id;

  CREATE VIEW last_judgements AS
    SELECT * FROM judgements
    WHERE id IN (SELECT max(id) FROM judgements GROUP BY finding);

  -- A finding is reopened when one was judged that differs from it in its figures only, and is gone.
  CREATE VIEW judged_findings AS
    WITH keys AS MATERIALIZED (
      SELECT DISTINCT finding, rule, agency, year, cell FROM finding_keys
      WHERE EXISTS (SELECT 1 FROM judgements)
    )
    SELECT keys.finding, last_judgements.verdict, last_judgements.note, 0 AS is_reopened
    FROM last_judgements
    JOIN keys ON keys.finding = last_judgements.finding
    GROUP BY keys.finding
    UNION ALL
    SELECT keys.finding, gone.verdict, gone.note, 1
    FROM keys
    JOIN last_judgements AS gone ON gone.rule = keys.rule AND gone.agency IS keys.agency
      AND gone.year IS keys.year AND gone.cell IS keys.cell
    WHERE keys.finding NOT IN (SELECT finding FROM judgements)
      AND gone.finding NOT IN (SELECT finding FROM keys)
    GROUP BY keys.finding
    HAVING gone.id = max(gone.id);

  CREATE VIEW current_findings AS
    SELECT finding_keys.finding, finding_keys.document, finding_keys.agency, finding_keys.year,
      findings.rule, findings.severity, findings.certainty,
      coalesce(cell_definitions."table", findings."table") AS "table", cell_definitions."row",
      cell_definitions."column", CAST(findings.reported AS NUMERIC) AS reported,
      CAST(findings.expected AS NUMERIC) AS expected, findings.message_zh, findings.message_en,
      findings.line, findings.offset, findings.length,
      CASE judged_findings.is_reopened WHEN 1 THEN 'reopened' ELSE judged_findings.verdict END
        AS judgement,
      judged_findings.note
    FROM finding_keys
    JOIN findings ON findings.id = finding_keys.finding_id
    LEFT JOIN cell_definitions ON cell_definitions.id = findings.cell_id
    LEFT JOIN judged_findings ON judged_findings.finding = finding_keys.finding;

  CREATE VIEW current_checks AS
    SELECT current_documents.document, check_outcomes.rule, check_outcomes.verdict,
      check_outcomes.reason_zh, check_outcomes.reason_en
    FROM current_documents
    JOIN checks ON checks.reading_id = current_documents.reading_id
    JOIN json_each(checks.outcomes) AS listed
    JOIN check_outcomes ON check_outcomes.id = listed.value
    UNION ALL
    SELECT documents.document, check_outcomes.rule, check_outcomes.verdict,
      check_outcomes.reason_zh, check_outcomes.reason_en
    FROM comparison_checks
    JOIN documents ON documents.id = comparison_checks.document_id
    JOIN check_outcomes ON check_outcomes.id = comparison_checks.outcome_id;

  CREATE VIEW failures AS
    SELECT current_documents.document, current_documents.status,
      coalesce(documents.trouble_zh, current_documents.reason_zh) AS reason_zh,
      coalesce(documents.trouble_en, current_documents.reason_en) AS reason_en,
      documents.path
    FROM current_documents
    JOIN documents ON documents.id = current_documents.document_id
    WHERE current_documents.status <> 'read' OR documents.trouble_zh IS NOT NULL;

  -- What differs between a version of a document and the one before, cell by cell.
  CREATE VIEW changes AS
    WITH pairs AS (
      SELECT documents.document, later.number AS version, later.cause,
        earlier.reading_id AS earlier_reading, later.reading_id AS later_reading
      FROM versions AS later
      JOIN versions AS earlier ON earlier.document_id = later.document_id
        AND earlier.number = later.number - 1
      JOIN documents ON documents.id = later.document_id
    ),
    compared AS (
      SELECT pairs.document, pairs.version, pairs.cause, old.cell_id,
        old.status AS old_status, old.value AS old_value,
        coalesce(old.raw, CAST(old.value AS TEXT), '') AS old_raw, new.status AS new_status,
        new.value AS new_value, coalesce(new.raw, CAST(new.value AS TEXT), '') AS new_raw
      FROM pairs
      JOIN cells AS old ON old.reading_id = pairs.earlier_reading
      LEFT JOIN cells AS new ON new.reading_id = pairs.later_reading
        AND new.position = old.position AND new.cell_id = old.cell_id
      UNION ALL
      SELECT pairs.document, pairs.version, pairs.cause, new.cell_id,
        NULL, NULL, NULL, new.status, new.value, coalesce(new.raw, CAST(new.value AS TEXT), '')
      FROM pairs
      JOIN cells AS new ON new.reading_id = pairs.later_reading
      WHERE NOT EXISTS (
        SELECT 1 FROM cells AS old
        WHERE old.reading_id = pairs.earlier_reading AND old.position = new.position
          AND old.cell_id = new.cell_id
      )
    )
    SELECT compared.document, compared.version, compared.cause, cell_definitions.form,
      cell_definitions."table", cell_definitions."row", cell_definitions."column",
      old_statuses.status AS old_status, compared.old_value, compared.old_raw,
      new_statuses.status AS new_status, compared.new_value, compared.new_raw
    FROM compared
    JOIN cell_definitions ON cell_definitions.id = compared.cell_id
    LEFT JOIN cell_statuses AS old_statuses ON old_statuses.id = compared.old_status
    LEFT JOIN cell_statuses AS new_statuses ON new_statuses.id = compared.new_status
    WHERE compared.old_status IS NOT compared.new_status
      OR compared.old_value IS NOT compared.new_value
      OR compared.old_raw IS NOT compared.new_raw;
  """
