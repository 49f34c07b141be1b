// What a store of schema version 1 held, as the program of that version wrote it; its tables are
// those of storage/sqlite/schema_pages.h. A record of the past: never edited.
#pragma once

namespace sohoa {

/// SHA-256 of the tables' text as released: a store out there has exactly these.
constexpr const char* kSchemaV1Digest =
    "f267063a14b7035ca68b154a7cf31865ac9cff53056db62acdc902d8c45d1713";

constexpr const char* kRowsV1 = R"sql(
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
