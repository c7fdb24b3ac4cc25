-- Claims read in a source, or whose chain of credit goes through it. $source: id.
SELECT id, text, "at", source = $source AS read_here, chains, file, line
FROM claims
WHERE source = $source OR list_contains(flatten(chains), $source)
ORDER BY read_here DESC, file, line;
