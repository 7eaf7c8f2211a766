-- Rules across years and agencies as joins over the views `facts` and `agencies`: the kinds of YR-CARRY, YR-CARRY-COL,
-- YR-ITEMS and AG-ROLLUP. README.md says where they judge as `gouji check` does.

CREATE OR REPLACE TEMP VIEW names AS
SELECT key, parent, explode(split(names, '; ')) AS name FROM agencies;

-- One report for each agency and year; of several copies with other figures no join can tell which one counts.
CREATE OR REPLACE TEMP VIEW sole AS
SELECT coalesce(names.key, facts.agency) AS key, facts.year, first(names.parent) AS parent, first(document) AS document
FROM (SELECT DISTINCT document, agency, year FROM facts WHERE agency IS NOT NULL AND year IS NOT NULL) AS facts
LEFT JOIN names ON facts.agency = names.name
GROUP BY ALL HAVING count(DISTINCT document) = 1;

-- A blank counts 0 and accuses nobody; so does a figure that the report's own sums prove.
CREATE OR REPLACE TEMP VIEW amounts AS
SELECT sole.key, sole.parent, sole.year, facts.document, form, `table`, `row`, `column`,
  CASE status WHEN 'reported' THEN value ELSE coalesce(deduced, CASE status WHEN 'blank' THEN 0 END) END AS amount,
  status = 'reported' AS is_printed,
  status = 'blank' AND deduced IS NULL AS is_blank,
  status <> 'reported' AND deduced IS NOT NULL AS is_deduced
FROM facts JOIN sole ON facts.document = sole.document AND facts.year = sole.year;

CREATE OR REPLACE TEMP VIEW printed AS SELECT * FROM amounts WHERE is_printed;

CREATE OR REPLACE TEMP VIEW carried AS
SELECT later.key, later.year, later.document, earlier.document AS other, later.`column`,
  later.amount AS carried_in, earlier.amount AS carried_out
FROM printed AS later
JOIN printed AS earlier ON earlier.key = later.key AND earlier.year = later.year - 1
  AND earlier.`table` = later.`table` AND earlier.`column` = later.`column`
WHERE later.`table` = 'applications' AND later.`row` = 'carried_in' AND earlier.`row` = 'carried_out';

CREATE OR REPLACE TEMP VIEW items AS
SELECT later.key, later.year, later.document, earlier.document AS other, later.`row`,
  later.amount AS prior_items, earlier.amount + change.amount AS expected
FROM printed AS later
JOIN printed AS earlier ON earlier.key = later.key AND earlier.year = later.year - 1
  AND earlier.form = later.form AND earlier.`row` = later.`row` AND earlier.`column` = later.`column`
JOIN printed AS change ON change.document = earlier.document AND change.form = earlier.form
  AND change.`row` = earlier.`row` AND change.`column` = 'change'
WHERE later.form = '2019' AND later.`table` = 'disclosure' AND later.`column` = 'prior_items';

-- The whole with its parts of one year; money is left out, whose units differ.
CREATE OR REPLACE TEMP VIEW rosters AS
SELECT part.parent AS key, part.year, array_sort(collect_set(part.key)) AS parts, count(*) AS size
FROM sole AS part JOIN sole AS whole ON whole.key = part.parent AND whole.year = part.year
WHERE part.key <> part.parent GROUP BY ALL;

CREATE OR REPLACE TEMP VIEW sums AS
SELECT whole.key, whole.year, whole.document, whole.`table`, whole.`row`, whole.`column`,
  first(rosters.parts) AS parts,
  first(whole.amount) AS amount, sum(part.amount) AS sum, max(part.amount) AS largest,
  first(whole.is_blank) AS is_blank, bool_or(part.is_blank) AS has_blank_part,
  first(whole.is_deduced) OR bool_or(part.is_deduced) AS is_deduced,
  collect_list(part.document) AS others
FROM amounts AS whole
JOIN rosters ON rosters.key = whole.key AND rosters.year = whole.year
JOIN amounts AS part ON part.parent = whole.key AND part.key <> whole.key AND part.year = whole.year
  AND part.form = whole.form AND part.`table` = whole.`table` AND part.`row` = whole.`row` AND part.`column` = whole.`column`
WHERE whole.amount IS NOT NULL AND whole.`column` <> 'amount'
GROUP BY whole.key, whole.year, whole.document, whole.`table`, whole.`row`, whole.`column`
HAVING count(part.amount) = first(rosters.size);

-- A whole of which three quarters of the cells are exactly the sums of its parts counts these parts and no others, in
-- every year with the same parts.
CREATE OR REPLACE TEMP VIEW proven AS
SELECT DISTINCT key, parts FROM (
  SELECT key, year, parts FROM sums WHERE amount <> 0 OR sum <> 0 GROUP BY ALL
  HAVING size(parts) > 1 AND count(*) >= 6 AND count_if(amount = sum) * 100 >= count(*) * 75);

-- result
SELECT 'YR-CARRY' AS rule, key, year, document, 'applications' AS `table`, 'carried_in' AS `row`, 'total' AS `column`,
  carried_in AS reported, carried_out AS expected, array(other) AS others
FROM carried WHERE `column` = 'total' AND carried_in <> carried_out
UNION ALL
SELECT 'YR-CARRY-COL', key, year, document, 'applications', 'carried_in', part.`column`,
  part.carried_in, part.carried_out, array(other)
FROM carried AS part JOIN (SELECT document FROM carried WHERE `column` = 'total' AND carried_in = carried_out)
USING (document) WHERE part.carried_in < part.carried_out
UNION ALL
SELECT 'YR-ITEMS', key, year, document, 'disclosure', `row`, 'prior_items', prior_items, expected, array(other)
FROM items WHERE prior_items <> expected
UNION ALL
SELECT CASE
    WHEN largest > amount AND `row` <> 'regulations' AND `column` <> 'change' THEN 'AG-ROLLUP-MEMBER'
    WHEN sum > amount THEN 'AG-ROLLUP-SUM' ELSE 'AG-ROLLUP-EQ' END,
  key, year, document, `table`, `row`, `column`, amount,
  CASE WHEN largest > amount AND `row` <> 'regulations' AND `column` <> 'change' THEN largest ELSE sum END, others
FROM sums JOIN proven USING (key, parts)
WHERE amount <> sum AND NOT is_deduced AND NOT is_blank AND (NOT has_blank_part OR sum > amount)
