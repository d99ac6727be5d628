-- What there is. Manifests are small and are kept here; the bytes of blobs are in the bucket, once for all repositories.
CREATE TABLE repositories (
  name text PRIMARY KEY,
  made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE blobs (
  digest text PRIMARY KEY,
  bytes bigint NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);

-- A repository's readers read the blobs that were pushed to it, and no others.
CREATE TABLE repository_blobs (
  repository text NOT NULL REFERENCES repositories ON DELETE CASCADE,
  digest text NOT NULL REFERENCES blobs,
  PRIMARY KEY (repository, digest)
);

CREATE TABLE manifests (
  repository text NOT NULL REFERENCES repositories ON DELETE CASCADE,
  digest text NOT NULL,
  media_type text NOT NULL,
  content bytea NOT NULL,
  pushed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (repository, digest)
);

CREATE TABLE tags (
  repository text NOT NULL,
  name text NOT NULL COLLATE "C",
  digest text NOT NULL,
  moved_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (repository, name),
  FOREIGN KEY (repository, digest) REFERENCES manifests ON DELETE CASCADE
);
