// Version 1 of the schema: batches, components, pages and their text. Released: never edited.
#pragma once

namespace sohoa::sqlite {

// Zero digests and absent numbers are NULL; times are seconds since 1970, UTC.
//
// Rows that only point at a component carry its `seq`, not its 31-byte name. A searchable page has
// the row id seq << 20 | ordinal in both page_texts and page_words, so the words of a page lead to
// its component without a look-up; ordinal 0 holds the component's title and owner.
//
// page_words is contentless (the text is stored once, in page_texts); to remove a page its old
// tokens are made again from the stored text. unicode61 has nothing left to do: core fold() and
// the cutting of search_text.h came before it.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE batches (
  seq           INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  digest        BLOB,
  source_name   TEXT    NOT NULL,
  station       TEXT    NOT NULL,
  operator_name TEXT    NOT NULL,
  scanned_at    TEXT    NOT NULL,
  received_at   INTEGER NOT NULL,
  is_split      INTEGER NOT NULL,
  counted_in    INTEGER NOT NULL
) STRICT;

CREATE TABLE components (
  seq            INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT    NOT NULL UNIQUE,
  batch          TEXT    NOT NULL REFERENCES batches(id),
  ordinal        INTEGER NOT NULL,
  state          INTEGER NOT NULL,
  reasons        TEXT    NOT NULL,   -- JSON array of strings
  dossier        TEXT    NOT NULL COLLATE NOCASE,
  procedure      TEXT    NOT NULL,
  component      TEXT    NOT NULL COLLATE NOCASE,
  title          TEXT    NOT NULL,
  kind           TEXT    NOT NULL,
  owner_type     TEXT    NOT NULL,
  owner_id       TEXT    NOT NULL COLLATE NOCASE,
  owner_name     TEXT    NOT NULL,
  pages_declared INTEGER,
  item           TEXT             COLLATE NOCASE,
  searchable     BLOB,
  is_pdfa        INTEGER NOT NULL,
  is_signed      INTEGER NOT NULL
) STRICT;
CREATE INDEX components_of_batch ON components(batch, ordinal);
CREATE INDEX components_of_dossier ON components(dossier);
CREATE INDEX components_of_owner ON components(owner_id);
CREATE UNIQUE INDEX components_by_item ON components(item) WHERE item IS NOT NULL;

CREATE TABLE files (
  batch     TEXT    NOT NULL REFERENCES batches(id),
  component TEXT             REFERENCES components(id),  -- NULL: nobody claims it
  ordinal   INTEGER NOT NULL,
  name      TEXT    NOT NULL,
  digest    BLOB,
  bytes     INTEGER NOT NULL,
  format    TEXT    NOT NULL,
  pages     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX files_claimed ON files(component, ordinal) WHERE component IS NOT NULL;
CREATE UNIQUE INDEX files_unclaimed ON files(batch, name) WHERE component IS NULL;
CREATE INDEX files_of_batch ON files(batch);

CREATE TABLE pages (
  component    INTEGER NOT NULL REFERENCES components(seq),
  ordinal      INTEGER NOT NULL,
  file_ordinal INTEGER NOT NULL,
  page_index   INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  attempts     INTEGER NOT NULL,
  source       TEXT    NOT NULL,
  confidence   REAL    NOT NULL,
  words        INTEGER NOT NULL,
  blank        INTEGER NOT NULL,
  duplicate_of INTEGER NOT NULL,
  dct_hash     INTEGER NOT NULL,
  reading      BLOB,
  error        TEXT    NOT NULL,
  error_detail TEXT    NOT NULL,
  PRIMARY KEY (component, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  kind    TEXT    NOT NULL,
  subject TEXT    NOT NULL,
  detail  TEXT    NOT NULL
) STRICT;
CREATE INDEX events_of_subject ON events(subject);

CREATE TABLE item_counters (
  dossier TEXT    NOT NULL PRIMARY KEY COLLATE NOCASE,
  last    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE page_texts (
  id        INTEGER PRIMARY KEY,
  component INTEGER NOT NULL REFERENCES components(seq),
  text      TEXT    NOT NULL
) STRICT;

CREATE VIRTUAL TABLE page_words USING fts5(
  exact, folded, content='', tokenize="unicode61 remove_diacritics 0");
)sql";

}  // namespace sohoa::sqlite
