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
CREATE TABLE cell_lists (
  reading_id INTEGER PRIMARY KEY REFERENCES reports(reading_id) ON DELETE CASCADE,
  cells TEXT NOT NULL
) STRICT;
CREATE TABLE cell_statuses (
  id INTEGER PRIMARY KEY,
  status TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIEW cells AS
  SELECT cell_lists.reading_id, item.key AS position,
    json_extract(item.value, '$[0]') AS cell_id, json_extract(item.value, '$[1]') AS status,
    json_extract(item.value, '$[5]') AS value, json_extract(item.value, '$[6]') AS deduced,
    json_extract(item.value, '$[8]') AS unit, json_extract(item.value, '$[7]') AS raw,
    json_extract(item.value, '$[9]') AS candidates, json_extract(item.value, '$[2]') AS line,
    json_extract(item.value, '$[3]') AS offset, json_extract(item.value, '$[4]') AS length
  FROM cell_lists JOIN json_each(cell_lists.cells) AS item;
CREATE VIEW changes AS
  WITH pairs AS (
    SELECT documents.document, later.number AS version, later.cause,
      (SELECT cells FROM cell_lists WHERE reading_id = earlier.reading_id) AS old_cells,
      (SELECT cells FROM cell_lists WHERE reading_id = later.reading_id) AS new_cells
    FROM versions AS later
    JOIN versions AS earlier ON earlier.document_id = later.document_id
      AND earlier.number = later.number - 1
    JOIN documents ON documents.id = later.document_id
  ),
  compared AS (
    SELECT document, version, cause, item.value AS old,
      CASE json_extract(new_cells, '$[' || item.key || '][0]')
        WHEN json_extract(item.value, '$[0]') THEN json_extract(new_cells, '$[' || item.key || ']')
      END AS new
    FROM pairs JOIN json_each(old_cells) AS item
    UNION ALL
    SELECT document, version, cause, NULL, item.value
    FROM pairs JOIN json_each(new_cells) AS item
    WHERE json_extract(old_cells, '$[' || item.key || '][0]')
      IS NOT json_extract(item.value, '$[0]')
  ),
  figures AS (
    SELECT document, version, cause, json_extract(coalesce(old, new), '$[0]') AS cell_id,
      json_extract(old, '$[1]') AS old_status, json_extract(old, '$[5]') AS old_value,
      CASE WHEN old IS NOT NULL
        THEN coalesce(json_extract(old, '$[7]'), CAST(json_extract(old, '$[5]') AS TEXT), '')
      END AS old_raw,
      json_extract(new, '$[1]') AS new_status, json_extract(new, '$[5]') AS new_value,
      coalesce(json_extract(new, '$[7]'), CAST(json_extract(new, '$[5]') AS TEXT), '') AS new_raw
    FROM compared
  )
  SELECT figures.document, figures.version, figures.cause, cell_definitions.form,
    cell_definitions."table", cell_definitions."row", cell_definitions."column",
    old_statuses.status AS old_status, figures.old_value, figures.old_raw,
    new_statuses.status AS new_status, figures.new_value, figures.new_raw
  FROM figures
  JOIN cell_definitions ON cell_definitions.id = figures.cell_id
  LEFT JOIN cell_statuses AS old_statuses ON old_statuses.id = figures.old_status
  LEFT JOIN cell_statuses AS new_statuses ON new_statuses.id = figures.new_status
  WHERE figures.old_status IS NOT figures.new_status
    OR figures.old_value IS NOT figures.new_value
    OR figures.old_raw IS NOT figures.new_raw;
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
CREATE TABLE checks (
  reading_id INTEGER PRIMARY KEY REFERENCES reports(reading_id) ON DELETE CASCADE,
  outcomes TEXT NOT NULL
) STRICT;
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
CREATE TABLE comparison_checks (
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  comparison_group_id INTEGER NOT NULL REFERENCES comparison_groups(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES check_outcomes(id),
  PRIMARY KEY (document_id, comparison_group_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX comparison_checks_of_group ON comparison_checks(comparison_group_id);
CREATE TABLE comparison_groups (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (kind, key)
) STRICT;
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
CREATE TABLE containers (
  document TEXT PRIMARY KEY,
  path TEXT NOT NULL,
  declared TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL
) STRICT;
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
CREATE VIEW current_documents AS
  SELECT documents.id AS document_id, documents.document, readings.sha256, readings.bytes,
    readings.encoding, readings.encoding_evidence, readings.kind, readings.status,
    readings.reason_zh, readings.reason_en, readings.manifest, readings.reader_version,
    readings.rules_version, documents.path, versions.number AS version, versions.cause,
    versions.imported_at, versions.reading_id, documents.sort_key
  FROM documents
  JOIN versions ON versions.document_id = documents.id AND versions.is_current
  JOIN readings ON readings.id = versions.reading_id;
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
CREATE VIEW current_reports AS
  SELECT current_documents.document, reports.*
  FROM current_documents
  JOIN reports ON reports.reading_id = current_documents.reading_id;
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
CREATE VIEW failures AS
  SELECT current_documents.document, current_documents.status,
    coalesce(documents.trouble_zh, current_documents.reason_zh) AS reason_zh,
    coalesce(documents.trouble_en, current_documents.reason_en) AS reason_en,
    documents.path
  FROM current_documents
  JOIN documents ON documents.id = current_documents.document_id
  WHERE current_documents.status <> 'read' OR documents.trouble_zh IS NOT NULL;
CREATE TABLE finding_identifiers (
  finding_id INTEGER NOT NULL REFERENCES findings(id) ON DELETE CASCADE,
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  identifier TEXT NOT NULL,
  PRIMARY KEY (document_id, finding_id)
) STRICT, WITHOUT ROWID;
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
CREATE INDEX findings_by_fingerprint ON findings(fingerprint);
CREATE INDEX findings_of_document ON findings(document_id) WHERE document_id IS NOT NULL;
CREATE UNIQUE INDEX findings_of_group ON findings(comparison_group_id, position, part)
  WHERE comparison_group_id IS NOT NULL;
CREATE UNIQUE INDEX findings_of_reading ON findings(reading_id, position)
  WHERE reading_id IS NOT NULL;
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
CREATE VIEW last_judgements AS
  SELECT * FROM judgements
  WHERE id IN (SELECT max(id) FROM judgements GROUP BY finding);
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
CREATE TABLE progress (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 0),
  changes INTEGER NOT NULL,
  identified INTEGER NOT NULL,
  compared INTEGER NOT NULL,
  compared_by_rules TEXT NOT NULL
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
