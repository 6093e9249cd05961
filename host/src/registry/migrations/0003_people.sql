-- People: who signs in, in which roles, and how they came. A table named in an `…_kept` trigger is append-only.

CREATE TABLE account (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE COLLATE NOCASE,
    display TEXT NOT NULL,
    actor   TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

-- The latest row for an account, a role and a vendor says whether the account has it.
CREATE TABLE account_role (
    id      INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    role    TEXT NOT NULL CHECK (role IN ('operator', 'official', 'expert', 'vendor')),
    vendor  TEXT NOT NULL DEFAULT '',
    granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
    actor   TEXT NOT NULL,
    at      TEXT NOT NULL,
    CHECK ((role = 'vendor') = (vendor <> ''))
) STRICT;
CREATE INDEX account_role_account ON account_role (account, role, vendor, id);

-- The latest row is the password that counts: an argon2 hash with its salt and cost.
CREATE TABLE password (
    id      INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    hash    TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX password_account ON password (account, id);

-- A link that works once: for a new account, or for a new password of one that there is. Only the SHA-256 of its text is kept.
CREATE TABLE invitation (
    id         INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    account    INTEGER REFERENCES account (id),
    roles      TEXT NOT NULL,
    note       TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    actor      TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;

-- A link that is spent; without an account it was withdrawn.
CREATE TABLE invitation_end (
    invitation INTEGER PRIMARY KEY REFERENCES invitation (id),
    account    INTEGER REFERENCES account (id),
    at         TEXT NOT NULL
) STRICT;

-- Who is signed in: of no weight afterwards, so ended ones are removed. `csrf` is what forms must carry.
CREATE TABLE signin (
    id         INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    account    INTEGER NOT NULL REFERENCES account (id),
    csrf       TEXT NOT NULL,
    at         TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX signin_account ON signin (account);

-- Failures to sign in of late, by the name that was given; removed when they are old.
CREATE TABLE signin_failure (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    at   TEXT NOT NULL
) STRICT;
CREATE INDEX signin_failure_name ON signin_failure (name, at);

CREATE TRIGGER account_kept_from_update BEFORE UPDATE ON account BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;
CREATE TRIGGER account_kept_from_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'account is append-only'); END;
CREATE TRIGGER account_role_kept_from_update BEFORE UPDATE ON account_role BEGIN SELECT RAISE(ABORT, 'account_role is append-only'); END;
CREATE TRIGGER account_role_kept_from_delete BEFORE DELETE ON account_role BEGIN SELECT RAISE(ABORT, 'account_role is append-only'); END;
CREATE TRIGGER password_kept_from_update BEFORE UPDATE ON password BEGIN SELECT RAISE(ABORT, 'password is append-only'); END;
CREATE TRIGGER password_kept_from_delete BEFORE DELETE ON password BEGIN SELECT RAISE(ABORT, 'password is append-only'); END;
CREATE TRIGGER invitation_kept_from_update BEFORE UPDATE ON invitation BEGIN SELECT RAISE(ABORT, 'invitation is append-only'); END;
CREATE TRIGGER invitation_kept_from_delete BEFORE DELETE ON invitation BEGIN SELECT RAISE(ABORT, 'invitation is append-only'); END;
CREATE TRIGGER invitation_end_kept_from_update BEFORE UPDATE ON invitation_end BEGIN SELECT RAISE(ABORT, 'invitation_end is append-only'); END;
CREATE TRIGGER invitation_end_kept_from_delete BEFORE DELETE ON invitation_end BEGIN SELECT RAISE(ABORT, 'invitation_end is append-only'); END;
