-- +goose Up

-- Keys whose private half became public, as the lists say that were given.
CREATE TABLE exposed_key (
    key    TEXT NOT NULL, -- DNS name, or sha256: and hex digits of the public half
    since  TEXT NOT NULL, -- day
    origin TEXT NOT NULL, -- JSON
    PRIMARY KEY (key, since, origin)
) STRICT, WITHOUT ROWID;

-- The day on which the whole leak was in hand; no row where that is not known.
CREATE TABLE acquired (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    day TEXT NOT NULL
) STRICT;
