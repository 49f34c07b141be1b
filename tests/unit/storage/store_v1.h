// A store as the program of schema version 1 wrote it. A record of the past: never edited.
#pragma once

namespace sohoa {

constexpr const char* kStoreV1 = R"sql(
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

PRAGMA user_version=1;
INSERT INTO batches VALUES(1,'L-1',zeroblob(32),'lô 1.zip','trạm 3','Trần B','',1795000000,1,3);
INSERT INTO components VALUES
  (1,'L-1/0001','L-1',1,1,'[]','H19.15-240615-0001','1.001193','TP01','Tờ khai','component',
   'person','001099000001','Nguyễn Văn An',2,'H19.15-240615-0001-TP1',
   x'1111111111111111111111111111111111111111111111111111111111111111',1,0),
  (2,'L-1/0002','L-1',2,1,'[]','H19.15-240615-0001','1.001193','KQ','Giấy phép','result',
   '','','',NULL,'H19.15-240615-0001-KQ1',NULL,0,1),
  (3,'L-1/0003','L-1',3,2,'["không đọc được"]','H19.15-240615-0001','1.001193','TP02','Đơn',
   'component','','','',NULL,NULL,NULL,0,0);
INSERT INTO files VALUES
  ('L-1','L-1/0002',1,'kq.pdf',
   x'2222222222222222222222222222222222222222222222222222222222222222',100,'pdf',1);
INSERT INTO events(at, kind, subject, detail) VALUES(1795000001,'batch.received','L-1','3');
INSERT INTO item_counters VALUES('H19.15-240615-0001-TP',1);
INSERT INTO page_texts VALUES
  (1048576,1,'Tờ khai'||char(10)||'Nguyễn Văn An'),(1048577,1,'đơn xin cấp');
INSERT INTO page_words(rowid, exact, folded) VALUES
  (1048576,'tờ khai nguyễn văn an ','to khai nguyen van an '),
  (1048577,'đơn xin cấp ','don xin cap ');
)sql";

}  // namespace sohoa
