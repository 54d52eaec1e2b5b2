-- +goose Up

-- Accounts that an intruder may have held, as the examiner says.
CREATE TABLE held (
    address TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The first day on which the intruder may have held any; no row where that is not known.
CREATE TABLE intrusion (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    day TEXT NOT NULL
) STRICT;
