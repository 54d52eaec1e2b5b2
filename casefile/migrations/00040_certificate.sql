-- +goose Up

-- Root certificates that the examiner trusts to name the signers of documents.
CREATE TABLE root_certificate (
    der    BLOB NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL -- file that it came from first
) STRICT, WITHOUT ROWID;
