// Version 2 of the schema: coded papers, what they say, whether they count, who reused them.
#pragma once

namespace sohoa::sqlite {

// Rows that belong to a component carry its `seq`; `confidence` of a review is that of the field
// when the review was opened, because an officer's value replaces it. Codes of items come from
// outside too (reuse of another store's item), so reuse, life and notices keep the code as it was
// given and are found through every name of the item.
//
// items.judged_* repeat the newest verdict of the component, so that the oldest judgement is found
// by index. Items of version 1 become ACTIVE without a verdict: they could be found before, and
// are the first to be judged.
//
// page_pairs finds phrases: two words that follow each other are rare where the words themselves
// are on every page. It has the row ids of page_words and only says that a pair is there, which
// costs a byte or four a pair; positions are left to the text. "ascii" leaves folded tokens as they
// are.
//
// What is evidence is only ever added: the triggers hold against our own slips, not against a
// person who owns the file.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE components ADD COLUMN digitize_class TEXT NOT NULL DEFAULT '';
ALTER TABLE components ADD COLUMN signed_by_officer INTEGER NOT NULL DEFAULT 0;
ALTER TABLE components ADD COLUMN type TEXT NOT NULL DEFAULT '';
ALTER TABLE components ADD COLUMN type_confidence REAL NOT NULL DEFAULT 0;
ALTER TABLE components ADD COLUMN cover_pages INTEGER NOT NULL DEFAULT 0;

ALTER TABLE files ADD COLUMN pdf_version TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN is_encrypted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN is_damaged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN is_signed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN active_content TEXT NOT NULL DEFAULT '[]';  -- JSON array of strings

CREATE TABLE scan_findings (
  component  INTEGER NOT NULL REFERENCES components(seq),
  ordinal    INTEGER NOT NULL,
  rule       TEXT    NOT NULL,
  severity   TEXT    NOT NULL,
  page       INTEGER NOT NULL,
  measure    TEXT    NOT NULL,
  bound      TEXT    NOT NULL,  -- ScanFindingRecord::limit
  clause     TEXT    NOT NULL,
  message_vi TEXT    NOT NULL,
  message_en TEXT    NOT NULL,
  profile    TEXT    NOT NULL,
  PRIMARY KEY (component, ordinal)
) STRICT, WITHOUT ROWID;

-- Scanned again, a paper is the next version of its item: two components bear one code.
DROP INDEX components_by_item;
CREATE INDEX components_by_item ON components(item, seq) WHERE item IS NOT NULL;

CREATE TABLE policies (
  id   INTEGER PRIMARY KEY,
  text TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE items (
  seq            INTEGER PRIMARY KEY AUTOINCREMENT,
  code           TEXT    NOT NULL UNIQUE COLLATE NOCASE,
  version        INTEGER NOT NULL,
  component      INTEGER REFERENCES components(seq),
  dossier        TEXT    NOT NULL COLLATE NOCASE,
  kind           TEXT    NOT NULL COLLATE NOCASE,
  component_code TEXT    NOT NULL COLLATE NOCASE,
  type           TEXT    NOT NULL COLLATE NOCASE,
  title          TEXT    NOT NULL,
  summary        TEXT    NOT NULL,
  owner_type     TEXT    NOT NULL,
  owner_id       TEXT    NOT NULL COLLATE NOCASE,
  owner_name     TEXT    NOT NULL,
  state          TEXT    NOT NULL COLLATE NOCASE,
  valid_from     TEXT    NOT NULL,
  valid_to       TEXT    NOT NULL,
  scope          TEXT    NOT NULL,
  number         TEXT    NOT NULL,
  issued_on      TEXT    NOT NULL,
  issuer         TEXT    NOT NULL,
  issuer_unit    TEXT    NOT NULL,
  signer         TEXT    NOT NULL,
  legal_value    TEXT    NOT NULL,
  digest         BLOB,
  superseded_by  TEXT    NOT NULL,
  retain_until   TEXT    NOT NULL,
  coded_at       INTEGER NOT NULL,
  number_key     TEXT    NOT NULL DEFAULT '',  -- tokens of `number`, folded
  judged_at      INTEGER NOT NULL DEFAULT 0,
  judged_policy  INTEGER NOT NULL DEFAULT 0    -- policies(id)
) STRICT;
CREATE INDEX items_of_component ON items(
  component, state, type, component_code, kind, valid_from, valid_to);
CREATE INDEX items_of_owner ON items(owner_id);
CREATE INDEX items_of_dossier ON items(dossier);
CREATE INDEX items_by_type ON items(type);
CREATE INDEX items_by_component_code ON items(component_code);
CREATE INDEX items_by_kind ON items(kind);
CREATE INDEX items_by_state ON items(state);
CREATE INDEX items_by_number ON items(number_key) WHERE number_key<>'';
CREATE INDEX items_by_judgement ON items(judged_at, seq, judged_policy);
CREATE INDEX items_by_end ON items(valid_to) WHERE state='ACTIVE' AND valid_to<>'';
CREATE INDEX items_unowned ON items(coded_at) WHERE owner_id='';

CREATE TABLE item_versions (
  item           INTEGER NOT NULL REFERENCES items(seq),
  code           TEXT    NOT NULL,
  version        INTEGER NOT NULL,
  component      INTEGER,
  dossier        TEXT    NOT NULL,
  kind           TEXT    NOT NULL,
  component_code TEXT    NOT NULL,
  type           TEXT    NOT NULL,
  title          TEXT    NOT NULL,
  summary        TEXT    NOT NULL,
  owner_type     TEXT    NOT NULL,
  owner_id       TEXT    NOT NULL,
  owner_name     TEXT    NOT NULL,
  state          TEXT    NOT NULL,
  valid_from     TEXT    NOT NULL,
  valid_to       TEXT    NOT NULL,
  scope          TEXT    NOT NULL,
  number         TEXT    NOT NULL,
  issued_on      TEXT    NOT NULL,
  issuer         TEXT    NOT NULL,
  issuer_unit    TEXT    NOT NULL,
  signer         TEXT    NOT NULL,
  legal_value    TEXT    NOT NULL,
  digest         BLOB,
  superseded_by  TEXT    NOT NULL,
  retain_until   TEXT    NOT NULL,
  coded_at       INTEGER NOT NULL,
  PRIMARY KEY (item, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_versions_of_component ON item_versions(component);

CREATE TABLE item_names (
  seq  INTEGER PRIMARY KEY,
  name TEXT    NOT NULL UNIQUE COLLATE NOCASE,  -- the code itself, and every alias
  item INTEGER NOT NULL REFERENCES items(seq)
) STRICT;
CREATE INDEX item_names_of ON item_names(item);

CREATE TABLE fields (
  component    INTEGER NOT NULL REFERENCES components(seq),
  id           TEXT    NOT NULL,
  ordinal      INTEGER NOT NULL,
  name         TEXT    NOT NULL,
  value        TEXT    NOT NULL,
  raw          TEXT    NOT NULL,
  page         INTEGER NOT NULL,
  x            INTEGER NOT NULL,
  y            INTEGER NOT NULL,
  w            INTEGER NOT NULL,
  h            INTEGER NOT NULL,
  confidence   REAL    NOT NULL,
  source       TEXT    NOT NULL,
  outcome      TEXT    NOT NULL,
  detail       TEXT    NOT NULL,
  needs_review INTEGER NOT NULL,
  PRIMARY KEY (component, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdicts (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  component   INTEGER NOT NULL REFERENCES components(seq),
  at          INTEGER NOT NULL,
  legal_value TEXT    NOT NULL,
  reasons     TEXT    NOT NULL,
  signatures  TEXT    NOT NULL,
  policy      INTEGER NOT NULL REFERENCES policies(id)
) STRICT;
CREATE INDEX verdicts_of ON verdicts(component, seq);

CREATE TABLE attestations (
  seq       INTEGER PRIMARY KEY,
  component INTEGER NOT NULL REFERENCES components(seq),
  scan      BLOB,
  signature BLOB,
  form      TEXT    NOT NULL,
  outcome   TEXT    NOT NULL,
  officer   TEXT    NOT NULL,
  unit      TEXT    NOT NULL,
  signed_at INTEGER,
  detail    TEXT    NOT NULL,
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX attestations_of ON attestations(component);

CREATE TABLE reviews (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  component   INTEGER NOT NULL REFERENCES components(seq),
  subject     TEXT    NOT NULL,
  why         TEXT    NOT NULL,
  type        TEXT    NOT NULL,
  is_blocking INTEGER NOT NULL,
  urgency     INTEGER NOT NULL,
  opened_at   INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  officer     TEXT    NOT NULL,
  second      TEXT    NOT NULL,
  before      TEXT    NOT NULL,
  after       TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  closed_at   INTEGER,
  confidence  REAL
) STRICT;
CREATE INDEX reviews_to_do ON reviews(state, urgency DESC, opened_at, id);
CREATE INDEX reviews_of ON reviews(component);

CREATE TABLE reuses (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  is_allowed INTEGER NOT NULL,
  item       TEXT    NOT NULL COLLATE NOCASE,
  version    INTEGER NOT NULL,
  digest     BLOB,
  dossier    TEXT    NOT NULL COLLATE NOCASE,
  component  TEXT    NOT NULL,
  officer    TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  db         TEXT    NOT NULL,
  query_id   TEXT    NOT NULL,
  extent     TEXT    NOT NULL,
  verdict    TEXT    NOT NULL,
  reasons    TEXT    NOT NULL
) STRICT;
CREATE INDEX reuses_of_item ON reuses(item);
CREATE INDEX reuses_of_dossier ON reuses(dossier);

CREATE TABLE life (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  item         TEXT    NOT NULL COLLATE NOCASE,
  at           INTEGER NOT NULL,
  act          TEXT    NOT NULL,
  from_state   TEXT    NOT NULL,
  to_state     TEXT    NOT NULL,
  effective_on TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  decision     TEXT    NOT NULL,
  officer      TEXT    NOT NULL,
  other        TEXT    NOT NULL
) STRICT;
CREATE INDEX life_of_item ON life(item);
CREATE INDEX life_waiting ON life(effective_on) WHERE to_state='';

CREATE TABLE notices (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  kind    TEXT    NOT NULL,
  item    TEXT    NOT NULL COLLATE NOCASE,
  dossier TEXT    NOT NULL COLLATE NOCASE,
  text    TEXT    NOT NULL,
  read_at INTEGER,
  reader  TEXT    NOT NULL
) STRICT;
CREATE INDEX notices_of_dossier ON notices(dossier);
CREATE INDEX notices_unread ON notices(id) WHERE read_at IS NULL;

CREATE TABLE holds (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  item        TEXT    NOT NULL COLLATE NOCASE,
  at          INTEGER NOT NULL,
  reason      TEXT    NOT NULL,
  officer     TEXT    NOT NULL,
  released_at INTEGER,
  released_by TEXT    NOT NULL
) STRICT;
CREATE INDEX holds_of_item ON holds(item);

CREATE TABLE datasets (
  seq    INTEGER PRIMARY KEY,
  name   TEXT    NOT NULL,
  digest BLOB,
  at     INTEGER NOT NULL,
  source TEXT    NOT NULL
) STRICT;
CREATE INDEX datasets_of_name ON datasets(name, seq);

CREATE VIRTUAL TABLE page_pairs USING fts5(
  pairs, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'");

CREATE TRIGGER events_stay BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER events_last BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
CREATE TRIGGER verdicts_stay BEFORE UPDATE ON verdicts
  BEGIN SELECT RAISE(ABORT, 'verdicts are only added'); END;
CREATE TRIGGER verdicts_last BEFORE DELETE ON verdicts
  BEGIN SELECT RAISE(ABORT, 'verdicts are only added'); END;
CREATE TRIGGER reuses_stay BEFORE UPDATE ON reuses
  BEGIN SELECT RAISE(ABORT, 'reuses are only added'); END;
CREATE TRIGGER reuses_last BEFORE DELETE ON reuses
  BEGIN SELECT RAISE(ABORT, 'reuses are only added'); END;
CREATE TRIGGER life_stays BEFORE UPDATE ON life
  BEGIN SELECT RAISE(ABORT, 'life is only added'); END;
CREATE TRIGGER life_lasts BEFORE DELETE ON life
  BEGIN SELECT RAISE(ABORT, 'life is only added'); END;
CREATE TRIGGER item_versions_stay BEFORE UPDATE ON item_versions
  BEGIN SELECT RAISE(ABORT, 'item versions are only added'); END;
CREATE TRIGGER item_versions_last BEFORE DELETE ON item_versions
  BEGIN SELECT RAISE(ABORT, 'item versions are only added'); END;
CREATE TRIGGER item_names_stay BEFORE UPDATE ON item_names
  BEGIN SELECT RAISE(ABORT, 'names are never given twice'); END;
CREATE TRIGGER item_names_last BEFORE DELETE ON item_names
  BEGIN SELECT RAISE(ABORT, 'names are never given twice'); END;
CREATE TRIGGER items_keep_code BEFORE UPDATE OF code ON items
  BEGIN SELECT RAISE(ABORT, 'a code stays'); END;
CREATE TRIGGER items_last BEFORE DELETE ON items
  BEGIN SELECT RAISE(ABORT, 'a code is never given twice'); END;

INSERT INTO items(code, version, component, dossier, kind, component_code, type, title, summary,
                  owner_type, owner_id, owner_name, state, valid_from, valid_to, scope, number,
                  issued_on, issuer, issuer_unit, signer, legal_value, digest, superseded_by,
                  retain_until, coded_at)
  SELECT c.item, 1, c.seq, c.dossier, c.kind, c.component, '', c.title, '', c.owner_type,
         c.owner_id, c.owner_name, 'ACTIVE', '', '', '', '', '', '', '', '', '',
         CASE WHEN c.is_signed THEN (SELECT f.digest FROM files f WHERE f.component = c.id
                                     ORDER BY f.ordinal LIMIT 1)
              ELSE c.searchable END,
         '', '', b.received_at
  FROM components c JOIN batches b ON b.id = c.batch WHERE c.item IS NOT NULL ORDER BY c.seq;
INSERT INTO item_names(name, item) SELECT code, seq FROM items ORDER BY seq;
)sql";

}  // namespace sohoa::sqlite
