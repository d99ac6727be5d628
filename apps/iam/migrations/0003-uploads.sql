-- Where a blob's bytes are in the bucket: they are written before anybody knows their digest, and are never moved.
ALTER TABLE blobs ADD COLUMN object text;
UPDATE blobs SET object = 'blobs/' || replace(digest, ':', '/');
ALTER TABLE blobs ALTER COLUMN object SET NOT NULL;

-- Blobs that are being pushed. What was received is in the bucket: whole parts, and an object with what makes no part yet.
CREATE TABLE uploads (
  id uuid PRIMARY KEY,
  repository text NOT NULL,
  bytes bigint NOT NULL DEFAULT 0,
  digest text, -- of all of it; not known where it came in several requests
  multipart text,
  parts text[] NOT NULL DEFAULT '{}',
  tail text,
  version integer NOT NULL DEFAULT 0,
  began_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX uploads_age ON uploads (began_at);

-- Objects that are, or may be, in the bucket, and are no blob's: written down before they are written.
CREATE TABLE spare_objects (
  object text PRIMARY KEY,
  noted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX spare_objects_age ON spare_objects (noted_at);
