-- Claims by id, with the place they are read at. $ids: list of claim ids.
SELECT id, source, "at", text, chains, credibility, modality, polarity, file, line
FROM claims
WHERE list_contains($ids::VARCHAR[], id);
