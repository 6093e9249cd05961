-- The registry's first schema. Tables named in an `…_kept` trigger are append-only: a change is a new row.

CREATE TABLE secret (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    bytes BLOB NOT NULL CHECK (length(bytes) = 32),
    at    TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY CHECK (seq >= 1),
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    detail   TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Components, materials and prepared states, each under the SHA-256 of its bytes.
CREATE TABLE blob (
    id     INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    size   INTEGER NOT NULL,
    at     TEXT NOT NULL,
    bytes  BLOB NOT NULL CHECK (length(bytes) = size)
) STRICT;

CREATE TABLE vendor (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    at   TEXT NOT NULL
) STRICT;

CREATE TABLE agent (
    id     INTEGER PRIMARY KEY,
    vendor INTEGER NOT NULL REFERENCES vendor (id),
    name   TEXT NOT NULL,
    at     TEXT NOT NULL,
    UNIQUE (vendor, name)
) STRICT;

-- `precedence` is the version without its build metadata: two versions that semver holds equal are one.
CREATE TABLE release (
    id         INTEGER PRIMARY KEY,
    agent      INTEGER NOT NULL REFERENCES agent (id),
    version    TEXT NOT NULL,
    precedence TEXT NOT NULL,
    digest     BLOB NOT NULL REFERENCES blob (digest),
    profile    TEXT NOT NULL,
    admission  TEXT NOT NULL,
    at         TEXT NOT NULL,
    UNIQUE (agent, precedence)
) STRICT;

-- The latest row for a release says whether it is yanked.
CREATE TABLE yank (
    id      INTEGER PRIMARY KEY,
    release INTEGER NOT NULL REFERENCES release (id),
    yanked  INTEGER NOT NULL CHECK (yanked IN (0, 1)),
    reason  TEXT NOT NULL,
    actor   TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX yank_release ON yank (release, id);

-- What a scenario says of itself; the latest row counts. Its wording may change without a new contract version.
CREATE TABLE scenario (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    record TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
CREATE INDEX scenario_name ON scenario (name, id);

CREATE TABLE contract (
    id            INTEGER PRIMARY KEY,
    scenario      TEXT NOT NULL,
    version       TEXT NOT NULL,
    digest        BLOB NOT NULL CHECK (length(digest) = 32),
    terms         TEXT NOT NULL,
    input_schema  TEXT NOT NULL,
    output_schema TEXT NOT NULL,
    at            TEXT NOT NULL,
    UNIQUE (scenario, version)
) STRICT;

CREATE TABLE material (
    contract   INTEGER NOT NULL REFERENCES contract (id),
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    digest     BLOB NOT NULL REFERENCES blob (digest),
    PRIMARY KEY (contract, position),
    UNIQUE (contract, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract_case (
    id         INTEGER PRIMARY KEY,
    contract   INTEGER NOT NULL REFERENCES contract (id),
    position   INTEGER NOT NULL,
    key        TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'hidden')),
    weight     REAL NOT NULL CHECK (weight > 0),
    cluster    TEXT,
    note       TEXT,
    digest     BLOB NOT NULL CHECK (length(digest) = 32),
    input      TEXT NOT NULL,
    expected   TEXT NOT NULL,
    UNIQUE (contract, position),
    UNIQUE (contract, key)
) STRICT;

-- `seed` is an unsigned 64-bit number in decimal, which an INTEGER cannot hold.
CREATE TABLE session (
    id          INTEGER PRIMARY KEY,
    contract    INTEGER NOT NULL REFERENCES contract (id),
    seed        TEXT NOT NULL,
    plan        TEXT NOT NULL,
    plan_digest BLOB NOT NULL CHECK (length(plan_digest) = 32),
    runs_planned INTEGER NOT NULL CHECK (runs_planned >= 0),
    created_at  TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'finished')),
    runs_done   INTEGER NOT NULL DEFAULT 0 CHECK (runs_done BETWEEN 0 AND runs_planned),
    started_at  TEXT,
    finished_at TEXT
) STRICT;
CREATE INDEX session_contract ON session (contract, state, id);
CREATE INDEX session_plan ON session (plan_digest, state);

CREATE TABLE entrant (
    id       INTEGER PRIMARY KEY,
    session  INTEGER NOT NULL REFERENCES session (id),
    position INTEGER NOT NULL,
    release  INTEGER NOT NULL REFERENCES release (id),
    digest   BLOB NOT NULL REFERENCES blob (digest),
    label    TEXT NOT NULL,
    UNIQUE (session, position),
    UNIQUE (session, label)
) STRICT;

-- What `prepare` did, once an entrant.
CREATE TABLE preparation (
    entrant      INTEGER PRIMARY KEY REFERENCES entrant (id),
    outcome      TEXT NOT NULL CHECK (outcome <> ''),
    state        BLOB REFERENCES blob (digest),
    fuel         INTEGER NOT NULL,
    startup_fuel INTEGER NOT NULL,
    memory       INTEGER NOT NULL,
    elapsed_us   INTEGER NOT NULL,
    detail       TEXT NOT NULL,
    log          TEXT NOT NULL,
    log_dropped  INTEGER NOT NULL,
    at           TEXT NOT NULL
) STRICT;

-- What is summed over many runs; the long texts of a run are in `trace`, so that summing does not read them.
CREATE TABLE run (
    id            INTEGER PRIMARY KEY,
    entrant       INTEGER NOT NULL REFERENCES entrant (id),
    "case"        INTEGER NOT NULL REFERENCES contract_case (id),
    repeat        INTEGER NOT NULL CHECK (repeat >= 0),
    outcome       TEXT NOT NULL CHECK (outcome <> ''),
    score         REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    truth         TEXT,
    predicted     TEXT,
    figures       TEXT,
    confidence    REAL,
    fuel          INTEGER NOT NULL,
    startup_fuel  INTEGER NOT NULL,
    memory        INTEGER NOT NULL,
    elapsed_us    INTEGER NOT NULL,
    output_digest BLOB CHECK (length(output_digest) = 32),
    UNIQUE (entrant, "case", repeat)
) STRICT;

CREATE TABLE trace (
    run         INTEGER PRIMARY KEY REFERENCES run (id),
    output      TEXT,
    rationale   TEXT,
    remarks     TEXT NOT NULL,
    detail      TEXT NOT NULL,
    log         TEXT NOT NULL,
    log_dropped INTEGER NOT NULL,
    at          TEXT NOT NULL
) STRICT;

CREATE TABLE summary (
    session INTEGER PRIMARY KEY REFERENCES session (id),
    body    TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

CREATE TRIGGER secret_kept_from_update BEFORE UPDATE ON secret BEGIN SELECT RAISE(ABORT, 'secret is append-only'); END;
CREATE TRIGGER secret_kept_from_delete BEFORE DELETE ON secret BEGIN SELECT RAISE(ABORT, 'secret is append-only'); END;
CREATE TRIGGER audit_kept_from_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_kept_from_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER blob_kept_from_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'blob is append-only'); END;
CREATE TRIGGER blob_kept_from_delete BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'blob is append-only'); END;
CREATE TRIGGER vendor_kept_from_update BEFORE UPDATE ON vendor BEGIN SELECT RAISE(ABORT, 'vendor is append-only'); END;
CREATE TRIGGER vendor_kept_from_delete BEFORE DELETE ON vendor BEGIN SELECT RAISE(ABORT, 'vendor is append-only'); END;
CREATE TRIGGER agent_kept_from_update BEFORE UPDATE ON agent BEGIN SELECT RAISE(ABORT, 'agent is append-only'); END;
CREATE TRIGGER agent_kept_from_delete BEFORE DELETE ON agent BEGIN SELECT RAISE(ABORT, 'agent is append-only'); END;
CREATE TRIGGER release_kept_from_update BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
CREATE TRIGGER release_kept_from_delete BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'release is append-only'); END;
CREATE TRIGGER yank_kept_from_update BEFORE UPDATE ON yank BEGIN SELECT RAISE(ABORT, 'yank is append-only'); END;
CREATE TRIGGER yank_kept_from_delete BEFORE DELETE ON yank BEGIN SELECT RAISE(ABORT, 'yank is append-only'); END;
CREATE TRIGGER scenario_kept_from_update BEFORE UPDATE ON scenario BEGIN SELECT RAISE(ABORT, 'scenario is append-only'); END;
CREATE TRIGGER scenario_kept_from_delete BEFORE DELETE ON scenario BEGIN SELECT RAISE(ABORT, 'scenario is append-only'); END;
CREATE TRIGGER contract_kept_from_update BEFORE UPDATE ON contract BEGIN SELECT RAISE(ABORT, 'contract is append-only'); END;
CREATE TRIGGER contract_kept_from_delete BEFORE DELETE ON contract BEGIN SELECT RAISE(ABORT, 'contract is append-only'); END;
CREATE TRIGGER material_kept_from_update BEFORE UPDATE ON material BEGIN SELECT RAISE(ABORT, 'material is append-only'); END;
CREATE TRIGGER material_kept_from_delete BEFORE DELETE ON material BEGIN SELECT RAISE(ABORT, 'material is append-only'); END;
CREATE TRIGGER contract_case_kept_from_update BEFORE UPDATE ON contract_case BEGIN SELECT RAISE(ABORT, 'contract_case is append-only'); END;
CREATE TRIGGER contract_case_kept_from_delete BEFORE DELETE ON contract_case BEGIN SELECT RAISE(ABORT, 'contract_case is append-only'); END;
CREATE TRIGGER entrant_kept_from_update BEFORE UPDATE ON entrant BEGIN SELECT RAISE(ABORT, 'entrant is append-only'); END;
CREATE TRIGGER entrant_kept_from_delete BEFORE DELETE ON entrant BEGIN SELECT RAISE(ABORT, 'entrant is append-only'); END;
CREATE TRIGGER preparation_kept_from_update BEFORE UPDATE ON preparation BEGIN SELECT RAISE(ABORT, 'preparation is append-only'); END;
CREATE TRIGGER preparation_kept_from_delete BEFORE DELETE ON preparation BEGIN SELECT RAISE(ABORT, 'preparation is append-only'); END;
CREATE TRIGGER run_kept_from_update BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_kept_from_delete BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER trace_kept_from_update BEFORE UPDATE ON trace BEGIN SELECT RAISE(ABORT, 'trace is append-only'); END;
CREATE TRIGGER trace_kept_from_delete BEFORE DELETE ON trace BEGIN SELECT RAISE(ABORT, 'trace is append-only'); END;
CREATE TRIGGER summary_kept_from_update BEFORE UPDATE ON summary BEGIN SELECT RAISE(ABORT, 'summary is append-only'); END;
CREATE TRIGGER summary_kept_from_delete BEFORE DELETE ON summary BEGIN SELECT RAISE(ABORT, 'summary is append-only'); END;

-- Of a session only its progress changes, and only forward.
CREATE TRIGGER session_kept_from_delete BEFORE DELETE ON session BEGIN
    SELECT RAISE(ABORT, 'session is append-only');
END;
CREATE TRIGGER session_terms_kept BEFORE UPDATE OF id, contract, seed, plan, plan_digest, runs_planned, created_at ON session BEGIN
    SELECT RAISE(ABORT, 'a session''s terms are locked');
END;
CREATE TRIGGER session_finished_kept BEFORE UPDATE ON session WHEN OLD.state = 'finished' BEGIN
    SELECT RAISE(ABORT, 'a finished session is locked');
END;
CREATE TRIGGER session_progress_forward BEFORE UPDATE ON session
WHEN NEW.runs_done < OLD.runs_done OR (OLD.state = 'running' AND NEW.state = 'planned') BEGIN
    SELECT RAISE(ABORT, 'a session only moves forward');
END;
