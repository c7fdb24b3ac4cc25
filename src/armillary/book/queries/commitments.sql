-- What an actor has undertaken. $obligor: id.
SELECT id, undertaking, due_text AS due
FROM commitments
WHERE list_contains(obligor, $obligor)
ORDER BY id;
