-- +goose Up

-- What the search for the keys of a name gave, and of which signatures: other
-- signatures make the search due again.
CREATE TABLE recovery (
    name    TEXT NOT NULL PRIMARY KEY,
    samples BLOB NOT NULL CHECK (length(samples) = 32),
    outcome TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;
