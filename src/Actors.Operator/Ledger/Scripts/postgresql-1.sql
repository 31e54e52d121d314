CREATE TABLE actors_ledger (
    operator        text     NOT NULL,
    controller      text     NOT NULL,
    uid             text     NOT NULL,
    hash            bigint   NOT NULL, -- FNV-1a of the uid less 2^63, so that it sorts as the hashes do: shards are ranges of it
    shard           integer  NOT NULL,
    namespace       text     NOT NULL,
    name            text     NOT NULL,
    epoch           bigint   NOT NULL,
    outcome         smallint NOT NULL,
    failures        integer  NOT NULL,
    due_ms          bigint,            -- when it is due, and when that was written: milliseconds since 1970 by the writer's clock
    written_ms      bigint   NOT NULL,
    reason          text     NOT NULL,
    message         text     NOT NULL,
    generation      bigint   NOT NULL,
    done_generation bigint   NOT NULL,
    done_hash       bigint   NOT NULL,
    state           bytea,
    PRIMARY KEY (operator, controller, uid)
) WITH (fillfactor = 70);              -- a row is updated again and again: room for its next version on the same page

CREATE INDEX actors_ledger_by_hash ON actors_ledger (operator, hash);
