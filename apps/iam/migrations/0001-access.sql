-- Who may do what. A repository is its name, or a prefix that ends with /*, or * alone.
CREATE TABLE bindings (
  subject text NOT NULL,
  repository text NOT NULL,
  role text NOT NULL,
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subject, repository, role)
);

-- Of a key only the hash is kept: it has 256 random bits, so nothing slower is needed.
CREATE TABLE access_keys (
  id text PRIMARY KEY,
  subject text NOT NULL,
  hash bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL
);

-- Events that wait to be published.
CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  data jsonb NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_order ON outbox (type, stored_at);
