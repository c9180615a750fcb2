-- Outlets (发布去向) of an organ beside its site, and what an organ keeps of its official account (公众号): particulars, custody, menu (JSON).
-- holder: who holds the administrator's phone; operators: who may operate it; biz: by what its links name it.
CREATE TABLE outlet (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  place TEXT,
  is_closed BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX outlet_of_organ ON outlet (organ_id, id);
CREATE TABLE official_account (
  outlet_id BIGINT PRIMARY KEY REFERENCES outlet (id),
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  original_id TEXT,
  biz TEXT,
  account_kind TEXT,
  verified_until TEXT,
  filed_on TEXT,
  filing_number TEXT,
  author TEXT,
  holder TEXT,
  operators TEXT,
  menu TEXT,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
-- One edition at one outlet, and where its events leave it (law::outlets::Placement). document_id, edition_id: NULL of what renders no
-- document of the site; approval says who let that out. placed_on: the day it counts on; the instants are the server's.
CREATE TABLE placement (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  outlet_id BIGINT REFERENCES outlet (id),
  kind TEXT NOT NULL,
  document_id BIGINT REFERENCES document (id),
  edition_id BIGINT REFERENCES edition (id),
  title TEXT NOT NULL,
  origin TEXT NOT NULL,
  source TEXT,
  approval TEXT,
  place TEXT,
  standing TEXT NOT NULL,
  push TEXT,
  push_place BIGINT,
  link TEXT,
  proof TEXT,
  placed_on TEXT,
  asked_at BIGINT NOT NULL,
  done_at BIGINT,
  seen_at BIGINT,
  seen_by TEXT,
  gone_at BIGINT,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX placement_waiting ON placement (organ_id, standing, asked_at);
CREATE INDEX placement_by_day ON placement (organ_id, kind, placed_on, id);
CREATE INDEX placement_of_document ON placement (document_id, id);
CREATE UNIQUE INDEX placement_by_link ON placement (organ_id, link);
-- What happened to a placement, one line an act, in the order it was recorded; never changed.
CREATE TABLE placement_event (
  id BIGINT PRIMARY KEY,
  placement_id BIGINT NOT NULL REFERENCES placement (id),
  seq BIGINT NOT NULL,
  event TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id),
  actor TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX placement_event_of ON placement_event (placement_id, seq);
-- The outlets (ids, a blank between) that documents of a column are meant for, and those an edition is; how it is called and summed up
-- in the official account, where that is not its own title and summary.
ALTER TABLE site_column ADD COLUMN outlets TEXT;
ALTER TABLE edition ADD COLUMN outlets TEXT;
ALTER TABLE edition ADD COLUMN article_title TEXT;
ALTER TABLE edition ADD COLUMN article_digest TEXT
