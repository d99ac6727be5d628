-- What a manifest is about, as a signature is about an image, and how it is listed there: json, since annotations may have
-- what jsonb cannot hold, and neither can be looked into for the type.
ALTER TABLE manifests ADD COLUMN subject text;
ALTER TABLE manifests ADD COLUMN artifact_type text;
ALTER TABLE manifests ADD COLUMN referrer json;
CREATE INDEX manifests_subject ON manifests (repository, subject, digest) WHERE subject IS NOT NULL;
