-- Statements of a speaker, oldest first. $speaker: id.
SELECT id AS claim, json_extract_string(matter, '$.verb') AS verb, text, when_text AS "when"
FROM claims
WHERE kind = 'statement' AND json_extract_string(matter, '$.speaker') = $speaker
ORDER BY when_first NULLS LAST, id;
