/// The cells of a report become one row: an import writes several hundred thousand of them a minute, and
/// an export reads as many.
let packedCells = """
  -- The cells of a report as a JSON array: first those of its form, in its order, then those printed on
  -- another form. Of each there is [cell_id, status, line, offset, length, value, deduced, raw, unit,
  -- candidates], without the nulls at the end. Whole figures are numbers, others text, so that the
  -- zeros behind the decimal point stay as they are printed. Raw text that is the value as it stands,
  -- or empty where there is no value, is left out.
  CREATE TABLE cell_lists (
    reading_id INTEGER PRIMARY KEY REFERENCES reports(reading_id) ON DELETE CASCADE,
    cells TEXT NOT NULL
  ) STRICT;
  INSERT INTO cell_lists
    SELECT reading_id, json_group_array(json(cell))
    FROM (
      SELECT reading_id, json_array(
        cell_id, status, line, offset, length, value, deduced, raw, unit, candidates
      ) AS cell
      FROM cells ORDER BY reading_id, position
    )
    GROUP BY reading_id;

  DROP VIEW changes;
  DROP TABLE cells;

  -- The view facts goes on with the view as it did with the table.
  CREATE VIEW cells AS
    SELECT cell_lists.reading_id, item.key AS position,
      json_extract(item.value, '$[0]') AS cell_id, json_extract(item.value, '$[1]') AS status,
      json_extract(item.value, '$[5]') AS value, json_extract(item.value, '$[6]') AS deduced,
      json_extract(item.value, '$[8]') AS unit, json_extract(item.value, '$[7]') AS raw,
      json_extract(item.value, '$[9]') AS candidates, json_extract(item.value, '$[2]') AS line,
      json_extract(item.value, '$[3]') AS offset, json_extract(item.value, '$[4]') AS length
    FROM cell_lists JOIN json_each(cell_lists.cells) AS item;

  -- What differs between a version of a document and the one before, cell by cell.
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
  """
