-- How many questions two origins answer alike. $copier, $original: speakers.
SELECT count(*) AS shared FROM (
    SELECT t.question, t.side
    FROM testimonies t JOIN origins o ON o.origin = t.origin
    WHERE o.speaker IN ($copier, $original)
    GROUP BY t.question, t.side
    HAVING count(DISTINCT t.origin) = 2
);
