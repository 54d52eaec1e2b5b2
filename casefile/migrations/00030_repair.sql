-- +goose Up

-- What a search for the message that was signed came to, where the stored bytes
-- are not it. It depends on keys and on other items, and so is no fact.
CREATE TABLE repair (
    item    INTEGER PRIMARY KEY,
    outcome BLOB NOT NULL -- JSON
) STRICT;
