-- +goose Up

-- "assa": how a case is told from any other SQLite file.
PRAGMA application_id = 0x61737361;

-- generation grows with everything that a conclusion may depend on: items,
-- keys, trust, rules. A verdict of an earlier generation has to be reached anew.
CREATE TABLE state (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,
    rules      TEXT    NOT NULL
) STRICT;
INSERT INTO state VALUES (1, 1, '');

-- Narrow on purpose: counting and sorting read this table and verdict, never
-- the large columns, which stand in fact and record. AUTOINCREMENT, because the
-- row of words with an id outlives an item that is replaced.
CREATE TABLE item (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    digest     BLOB    NOT NULL CHECK (length(digest) = 32),
    id_of      TEXT    NOT NULL, -- a document can hold the path of an unreadable item: then the digests are equal
    kind       TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    depth      INTEGER NOT NULL, -- the greatest of its places
    subject    TEXT    NOT NULL,
    sender     TEXT    NOT NULL,
    message_id TEXT    NOT NULL,
    date       TEXT    NOT NULL,
    unindexed  INTEGER NOT NULL, -- bytes of text that words does not hold
    UNIQUE (digest, id_of)
) STRICT;
CREATE INDEX item_depth ON item (depth);

CREATE TABLE fact (
    item  INTEGER PRIMARY KEY,
    facts BLOB NOT NULL
) STRICT;

CREATE TABLE verdict (
    item       INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    conclusion TEXT    NOT NULL,
    testimony  BLOB    NOT NULL -- what it says to the items that stand in it
) STRICT;

CREATE TABLE record (
    item   INTEGER PRIMARY KEY,
    record BLOB NOT NULL
) STRICT;

-- The text collates bytewise: the order of this table is the order of a list.
CREATE TABLE place (
    path   TEXT    NOT NULL PRIMARY KEY,
    parent TEXT    NOT NULL, -- '' for a file of the leak
    item   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX place_item ON place (item, path);

-- Contentless: the text itself stays in the leak.
CREATE VIRTUAL TABLE words USING fts5 (
    subject, sender, recipients, body,
    content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
-- Measured on texts of 2.5 KB: 16 segments a level before they are merged, a
-- piece at a time, load half as fast again as the default 4, and 64 keep the
-- merge of a whole level, a pause of a second and more, from ever being due.
-- Words gather in 8 MiB of memory, the default 1 MiB makes too many segments.
INSERT INTO words (words, rank) VALUES ('automerge', 16);
INSERT INTO words (words, rank) VALUES ('crisismerge', 64);
INSERT INTO words (words, rank) VALUES ('hashsize', 8388608);

CREATE TABLE unit (
    path     TEXT    NOT NULL PRIMARY KEY,
    expanded INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
    path   TEXT    NOT NULL PRIMARY KEY,
    size   INTEGER NOT NULL,
    mtime  TEXT    NOT NULL, -- RFC 3339 in UTC, nanoseconds
    digest BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE root (
    path TEXT    NOT NULL PRIMARY KEY,
    base TEXT    NOT NULL,
    nth  INTEGER NOT NULL, -- 0, then 2, 3, …
    UNIQUE (base, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_key (
    name   TEXT NOT NULL,
    record TEXT NOT NULL,
    origin TEXT NOT NULL, -- JSON
    PRIMARY KEY (name, record, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE trust (
    domain TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL, -- RFC 3339, nanoseconds
    event  TEXT NOT NULL,
    fields TEXT NOT NULL  -- JSON
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER log_no_update BEFORE UPDATE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_no_delete BEFORE DELETE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- REPLACE deletes without the trigger above.
-- +goose StatementBegin
CREATE TRIGGER log_no_replace BEFORE INSERT ON log
WHEN EXISTS (SELECT 1 FROM log WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
