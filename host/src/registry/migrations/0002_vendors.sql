-- What vendors need: members, tokens, keys and signatures, uploads on their way, and the manifests of OCI artifacts.
-- A table named in an `…_kept` trigger is append-only: a change is a new row.

-- Who acts for a vendor; the latest row for a name counts. `role` is NULL where somebody left.
CREATE TABLE member (
    id     INTEGER PRIMARY KEY,
    vendor INTEGER NOT NULL REFERENCES vendor (id),
    name   TEXT NOT NULL,
    role   TEXT CHECK (role IN ('owner', 'member')),
    actor  TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
CREATE INDEX member_vendor ON member (vendor, name, id);

-- A token is shown once; only the SHA-256 of its text is kept. One without a vendor is the operator's.
CREATE TABLE token (
    id         INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    label      TEXT NOT NULL,
    holder     TEXT NOT NULL,
    vendor     INTEGER REFERENCES vendor (id),
    actions    TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    actor      TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;

CREATE TABLE token_revocation (
    token  INTEGER PRIMARY KEY REFERENCES token (id),
    reason TEXT NOT NULL,
    actor  TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

-- When a token was last used, to the minute: of no weight, and so updated in place and not audited.
CREATE TABLE token_use (
    token INTEGER PRIMARY KEY REFERENCES token (id),
    at    TEXT NOT NULL
) STRICT;

-- Ed25519 public keys with which a vendor's releases are signed.
CREATE TABLE vendor_key (
    id     INTEGER PRIMARY KEY,
    vendor INTEGER NOT NULL REFERENCES vendor (id),
    public BLOB NOT NULL CHECK (length(public) = 32),
    label  TEXT NOT NULL,
    actor  TEXT NOT NULL,
    at     TEXT NOT NULL,
    UNIQUE (vendor, public)
) STRICT;

-- A key that signs nothing more; what it signed before stays signed.
CREATE TABLE vendor_key_end (
    key    INTEGER PRIMARY KEY REFERENCES vendor_key (id),
    reason TEXT NOT NULL,
    actor  TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

-- A signature over a release, made before it came here.
CREATE TABLE signature (
    release INTEGER NOT NULL REFERENCES release (id),
    key     INTEGER NOT NULL REFERENCES vendor_key (id),
    bytes   BLOB NOT NULL CHECK (length(bytes) = 64),
    at      TEXT NOT NULL,
    PRIMARY KEY (release, key)
) STRICT, WITHOUT ROWID;

-- An upload on its way through admission. Its bytes lie beside the registry until it ends, and in `blob` if it is accepted.
CREATE TABLE submission (
    id        INTEGER PRIMARY KEY,
    vendor    TEXT NOT NULL,
    agent     TEXT NOT NULL,
    version   TEXT NOT NULL,
    digest    BLOB NOT NULL CHECK (length(digest) = 32),
    size      INTEGER NOT NULL CHECK (size >= 0),
    signature BLOB CHECK (length(signature) = 64),
    via       TEXT NOT NULL CHECK (via IN ('api', 'page', 'oci')),
    actor     TEXT NOT NULL,
    at        TEXT NOT NULL,
    state     TEXT NOT NULL DEFAULT 'received'
        CHECK (state IN ('received', 'validated', 'compiled', 'conformant', 'comparable')),
    -- How it ended; NULL while it is on its way.
    ending    TEXT CHECK (ending IN ('accepted', 'refused', 'could-not-check')),
    report    TEXT,
    release   INTEGER REFERENCES release (id),
    ended_at  TEXT,
    CHECK ((ending IS NULL) = (ended_at IS NULL)),
    CHECK ((ending IS 'accepted') = (release IS NOT NULL))
) STRICT;
CREATE INDEX submission_waiting ON submission (id) WHERE ending IS NULL;
CREATE INDEX submission_agent ON submission (vendor, agent, id);

-- Answers to writes that carried an idempotency key, kept for a day and then removed.
CREATE TABLE idempotency (
    actor   TEXT NOT NULL,
    key     TEXT NOT NULL,
    request BLOB NOT NULL CHECK (length(request) = 32),
    status  INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body    BLOB NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;

-- OCI: a manifest's bytes are in `blob`; `subject` is the digest of the manifest that it refers to.
CREATE TABLE manifest (
    id            INTEGER PRIMARY KEY,
    vendor        TEXT NOT NULL,
    agent         TEXT NOT NULL,
    digest        BLOB NOT NULL REFERENCES blob (digest),
    media_type    TEXT NOT NULL,
    artifact_type TEXT,
    annotations   TEXT NOT NULL,
    subject       BLOB CHECK (length(subject) = 32),
    release       INTEGER REFERENCES release (id),
    actor         TEXT NOT NULL,
    at            TEXT NOT NULL,
    UNIQUE (vendor, agent, digest)
) STRICT;
CREATE INDEX manifest_subject ON manifest (vendor, agent, subject);

-- What a manifest needs: its config and its layers.
CREATE TABLE manifest_blob (
    manifest INTEGER NOT NULL REFERENCES manifest (id),
    digest   BLOB NOT NULL REFERENCES blob (digest),
    PRIMARY KEY (manifest, digest)
) STRICT, WITHOUT ROWID;

-- The latest row for a tag counts.
CREATE TABLE tag (
    id       INTEGER PRIMARY KEY,
    vendor   TEXT NOT NULL,
    agent    TEXT NOT NULL,
    name     TEXT NOT NULL,
    manifest INTEGER NOT NULL REFERENCES manifest (id),
    actor    TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;
CREATE INDEX tag_name ON tag (vendor, agent, name, id);

CREATE TRIGGER member_kept_from_update BEFORE UPDATE ON member BEGIN SELECT RAISE(ABORT, 'member is append-only'); END;
CREATE TRIGGER member_kept_from_delete BEFORE DELETE ON member BEGIN SELECT RAISE(ABORT, 'member is append-only'); END;
CREATE TRIGGER token_kept_from_update BEFORE UPDATE ON token BEGIN SELECT RAISE(ABORT, 'token is append-only'); END;
CREATE TRIGGER token_kept_from_delete BEFORE DELETE ON token BEGIN SELECT RAISE(ABORT, 'token is append-only'); END;
CREATE TRIGGER token_revocation_kept_from_update BEFORE UPDATE ON token_revocation BEGIN SELECT RAISE(ABORT, 'token_revocation is append-only'); END;
CREATE TRIGGER token_revocation_kept_from_delete BEFORE DELETE ON token_revocation BEGIN SELECT RAISE(ABORT, 'token_revocation is append-only'); END;
CREATE TRIGGER vendor_key_kept_from_update BEFORE UPDATE ON vendor_key BEGIN SELECT RAISE(ABORT, 'vendor_key is append-only'); END;
CREATE TRIGGER vendor_key_kept_from_delete BEFORE DELETE ON vendor_key BEGIN SELECT RAISE(ABORT, 'vendor_key is append-only'); END;
CREATE TRIGGER vendor_key_end_kept_from_update BEFORE UPDATE ON vendor_key_end BEGIN SELECT RAISE(ABORT, 'vendor_key_end is append-only'); END;
CREATE TRIGGER vendor_key_end_kept_from_delete BEFORE DELETE ON vendor_key_end BEGIN SELECT RAISE(ABORT, 'vendor_key_end is append-only'); END;
CREATE TRIGGER signature_kept_from_update BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END;
CREATE TRIGGER signature_kept_from_delete BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END;
CREATE TRIGGER submission_kept_from_delete BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'submission is append-only'); END;
CREATE TRIGGER submission_terms_kept
BEFORE UPDATE OF id, vendor, agent, version, digest, size, signature, via, actor, at ON submission BEGIN
    SELECT RAISE(ABORT, 'what a submission hands in is locked');
END;
CREATE TRIGGER submission_ended_kept BEFORE UPDATE ON submission WHEN OLD.ending IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a submission that ended is locked');
END;
CREATE TRIGGER manifest_kept_from_update BEFORE UPDATE ON manifest BEGIN SELECT RAISE(ABORT, 'manifest is append-only'); END;
CREATE TRIGGER manifest_kept_from_delete BEFORE DELETE ON manifest BEGIN SELECT RAISE(ABORT, 'manifest is append-only'); END;
CREATE TRIGGER manifest_blob_kept_from_update BEFORE UPDATE ON manifest_blob BEGIN SELECT RAISE(ABORT, 'manifest_blob is append-only'); END;
CREATE TRIGGER manifest_blob_kept_from_delete BEFORE DELETE ON manifest_blob BEGIN SELECT RAISE(ABORT, 'manifest_blob is append-only'); END;
CREATE TRIGGER tag_kept_from_update BEFORE UPDATE ON tag BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;
CREATE TRIGGER tag_kept_from_delete BEFORE DELETE ON tag BEGIN SELECT RAISE(ABORT, 'tag is append-only'); END;
