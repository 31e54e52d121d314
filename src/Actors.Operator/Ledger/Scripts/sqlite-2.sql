-- In the order of the hash: a shard is read from front to back, and there is one tree to write and not two.
CREATE TABLE actors_ledger_next (
    operator        TEXT    NOT NULL,
    controller      TEXT    NOT NULL,
    uid             TEXT    NOT NULL,
    hash            INTEGER NOT NULL, -- FNV-1a of the uid less 2^63, so that it sorts as the hashes do: shards are ranges of it
    shard           INTEGER NOT NULL,
    namespace       TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    epoch           INTEGER NOT NULL,
    outcome         INTEGER NOT NULL,
    failures        INTEGER NOT NULL,
    due_ms          INTEGER,          -- when it is due, and when that was written: milliseconds since 1970 by the writer's clock
    written_ms      INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    message         TEXT    NOT NULL,
    generation      INTEGER NOT NULL,
    done_generation INTEGER NOT NULL,
    done_hash       INTEGER NOT NULL,
    state           BLOB,
    PRIMARY KEY (operator, hash, controller, uid)
) WITHOUT ROWID;

INSERT INTO actors_ledger_next
SELECT operator, controller, uid, hash, shard, namespace, name, epoch, outcome, failures, due_ms, written_ms, reason, message, generation, done_generation, done_hash, state
FROM actors_ledger ORDER BY operator, hash, controller, uid;

DROP TABLE actors_ledger;
ALTER TABLE actors_ledger_next RENAME TO actors_ledger;
