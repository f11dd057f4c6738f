-- The tables of a run store. {id} is the type of a generated key. Instants are UTC.
-- A job is a pipeline, an execution is a node execution of one of its runs.

CREATE TABLE pipeline_job_definition (
    id                  {id},
    job_name            VARCHAR(200) NOT NULL UNIQUE,
    job_type            VARCHAR(50) NOT NULL,
    version             INTEGER NOT NULL DEFAULT 1,
    dag_definition      TEXT NOT NULL,
    description         TEXT,
    enabled             BOOLEAN NOT NULL DEFAULT true,
    parallelism         INTEGER DEFAULT 1,
    max_retry_times     INTEGER DEFAULT 3,
    create_time         TIMESTAMPTZ NOT NULL,
    update_time         TIMESTAMPTZ NOT NULL,
    created_by          VARCHAR(100),
    updated_by          VARCHAR(100),
    CONSTRAINT chk_parallelism CHECK (parallelism > 0),
    CONSTRAINT chk_max_retry CHECK (max_retry_times >= 0)
);
CREATE INDEX idx_job_type ON pipeline_job_definition(job_type);
CREATE INDEX idx_enabled ON pipeline_job_definition(enabled);
CREATE INDEX idx_update_time ON pipeline_job_definition(update_time DESC);

-- Every version that was published; rows are never changed.
CREATE TABLE pipeline_job_definition_version (
    job_id              BIGINT NOT NULL,
    version             INTEGER NOT NULL,
    job_type            VARCHAR(50) NOT NULL,
    dag_definition      TEXT NOT NULL,
    create_time         TIMESTAMPTZ NOT NULL,
    created_by          VARCHAR(100),
    PRIMARY KEY (job_id, version),
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE
);

-- The owner of a pipeline's journal. Each append updates this row, which fences owners that have lost their lease.
CREATE TABLE pipeline_control (
    job_id              BIGINT PRIMARY KEY,
    owner               VARCHAR(200),
    token               BIGINT NOT NULL DEFAULT 0,
    beat                BIGINT NOT NULL DEFAULT 0,
    last_sequence       BIGINT NOT NULL DEFAULT 0,
    snapshot_sequence   BIGINT NOT NULL DEFAULT 0,
    is_paused           BOOLEAN NOT NULL DEFAULT false,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE
);

-- The truth: all other tables of runs, executions, events and audit follow from it.
CREATE TABLE pipeline_journal (
    job_id              BIGINT NOT NULL,
    sequence            BIGINT NOT NULL,
    run_id              VARCHAR(100),
    body                TEXT NOT NULL,
    create_time         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (job_id, sequence),
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE
);
CREATE INDEX idx_journal_run ON pipeline_journal(job_id, run_id, sequence);

CREATE TABLE pipeline_run (
    id                  {id},
    job_id              BIGINT NOT NULL,
    run_id              VARCHAR(100) NOT NULL,
    logical_time        TIMESTAMPTZ NOT NULL,
    status              VARCHAR(50) NOT NULL,
    is_open             BOOLEAN NOT NULL,
    triggered_by        TEXT NOT NULL,
    parameters          TEXT,
    create_time         TIMESTAMPTZ NOT NULL,
    start_time          TIMESTAMPTZ,
    end_time            TIMESTAMPTZ,
    reason              TEXT,
    backfill_number     BIGINT,
    definition_version  INTEGER,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id, run_id)
);
CREATE INDEX idx_run_logical_time ON pipeline_run(job_id, logical_time DESC);
CREATE INDEX idx_run_status ON pipeline_run(job_id, status, id);
CREATE INDEX idx_run_open ON pipeline_run(job_id) WHERE is_open = true;
CREATE INDEX idx_run_end_time ON pipeline_run(end_time);
CREATE INDEX idx_run_backfill ON pipeline_run(job_id, backfill_number) WHERE backfill_number IS NOT NULL;

-- Backfills: a run for each firing in an interval, its end not included. RUNNING until they are COMPLETED or CANCELLED. The position is the newest firing that was processed.
CREATE TABLE pipeline_backfill (
    id                  {id},
    job_id              BIGINT NOT NULL,
    backfill_number     BIGINT NOT NULL,
    status              VARCHAR(20) NOT NULL,
    from_time           TIMESTAMPTZ NOT NULL,
    to_time             TIMESTAMPTZ NOT NULL,
    crons               TEXT NOT NULL,
    node                VARCHAR(200),
    parallel            INTEGER NOT NULL,
    is_rerun            BOOLEAN NOT NULL,
    parameters          TEXT,
    position_time       TIMESTAMPTZ,
    left_out            BIGINT NOT NULL DEFAULT 0,
    requested_by        TEXT NOT NULL,
    why                 TEXT,
    create_time         TIMESTAMPTZ NOT NULL,
    end_time            TIMESTAMPTZ,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id, backfill_number)
);

CREATE TABLE pipeline_job_execution (
    id                  {id},
    execution_id        VARCHAR(500) NOT NULL UNIQUE,
    job_id              BIGINT NOT NULL,
    job_name            VARCHAR(200) NOT NULL,
    status              VARCHAR(50) NOT NULL,
    start_time          TIMESTAMPTZ NOT NULL,
    end_time            TIMESTAMPTZ,
    duration_ms         BIGINT,
    processed_records   BIGINT DEFAULT 0,
    failed_records      BIGINT DEFAULT 0,
    throughput          DECIMAL(10, 2),
    error_message       TEXT,
    error_stack_trace   TEXT,
    checkpoint_path     VARCHAR(500),
    retry_count         INTEGER DEFAULT 0,
    triggered_by        TEXT,
    instance_id         VARCHAR(200),
    run_id              VARCHAR(100) NOT NULL,
    node                VARCHAR(200) NOT NULL,
    number              INTEGER NOT NULL,
    attempt             INTEGER NOT NULL DEFAULT 0,
    not_before          TIMESTAMPTZ,
    coalesced           INTEGER NOT NULL DEFAULT 0,
    end_reason          VARCHAR(50),
    output              TEXT,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    CONSTRAINT chk_retry_count CHECK (retry_count >= 0)
);
CREATE INDEX idx_execution_run ON pipeline_job_execution(job_id, run_id, id);
CREATE INDEX idx_job_id_start_time ON pipeline_job_execution(job_id, start_time DESC);
CREATE INDEX idx_execution_status ON pipeline_job_execution(status);
CREATE INDEX idx_start_time ON pipeline_job_execution(start_time DESC);
CREATE INDEX idx_instance_id ON pipeline_job_execution(instance_id);

CREATE TABLE pipeline_checkpoint (
    id                  {id},
    execution_id        VARCHAR(500) NOT NULL,
    checkpoint_id       BIGINT NOT NULL,
    checkpoint_type     VARCHAR(50) NOT NULL,
    status              VARCHAR(50) NOT NULL,
    state_data          JSONB NOT NULL,
    storage_path        VARCHAR(500),
    storage_size_bytes  BIGINT,
    create_time         TIMESTAMPTZ NOT NULL,
    complete_time       TIMESTAMPTZ,
    duration_ms         INTEGER,
    is_savepoint        BOOLEAN DEFAULT false,
    FOREIGN KEY (execution_id) REFERENCES pipeline_job_execution(execution_id) ON DELETE CASCADE,
    UNIQUE (execution_id, checkpoint_id),
    CONSTRAINT chk_storage_size CHECK (storage_size_bytes >= 0)
);
CREATE INDEX idx_execution_checkpoint ON pipeline_checkpoint(execution_id, checkpoint_id DESC);
CREATE INDEX idx_checkpoint_create_time ON pipeline_checkpoint(create_time DESC);
CREATE INDEX idx_savepoint ON pipeline_checkpoint(is_savepoint) WHERE is_savepoint = true;
CREATE INDEX idx_checkpoint_status ON pipeline_checkpoint(status);

CREATE TABLE pipeline_job_config (
    id                  {id},
    job_id              BIGINT NOT NULL,
    config_key          VARCHAR(200) NOT NULL,
    config_value        TEXT NOT NULL,
    config_type         VARCHAR(50) NOT NULL,
    description         TEXT,
    is_sensitive        BOOLEAN DEFAULT false,
    create_time         TIMESTAMPTZ NOT NULL,
    update_time         TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id, config_key)
);
CREATE INDEX idx_config_key ON pipeline_job_config(config_key);

-- What starts a pipeline: CRON, EVENT or MANUAL. Cron expressions (with their zones) and events are one a line.
CREATE TABLE pipeline_job_schedule (
    id                  {id},
    job_id              BIGINT NOT NULL,
    schedule_type       VARCHAR(50) NOT NULL,
    cron_expression     TEXT,
    event_topic         TEXT,
    dependencies        JSONB,
    enabled             BOOLEAN NOT NULL DEFAULT true,
    last_trigger_time   TIMESTAMPTZ,
    next_trigger_time   TIMESTAMPTZ,
    trigger_count       BIGINT DEFAULT 0,
    missed_count        BIGINT DEFAULT 0,
    create_time         TIMESTAMPTZ NOT NULL,
    update_time         TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id)
);
CREATE INDEX idx_next_trigger ON pipeline_job_schedule(next_trigger_time) WHERE enabled = true;
CREATE INDEX idx_schedule_type ON pipeline_job_schedule(schedule_type);

-- Events from outside that were taken.
CREATE TABLE pipeline_event (
    id                  {id},
    job_id              BIGINT NOT NULL,
    name                VARCHAR(200) NOT NULL,
    event_key           TEXT NOT NULL,
    payload             TEXT,
    has_trigger         BOOLEAN NOT NULL,
    create_time         TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE
);
CREATE INDEX idx_event_name ON pipeline_event(job_id, name, id);
CREATE INDEX idx_event_create_time ON pipeline_event(create_time);

-- Who did what to which run, node or input, and why. The name of an input is in the column of the node.
CREATE TABLE pipeline_audit (
    id                  {id},
    job_id              BIGINT NOT NULL,
    run_id              VARCHAR(100),
    node                VARCHAR(200),
    action              VARCHAR(50) NOT NULL,
    who                 TEXT NOT NULL,
    why                 TEXT,
    create_time         TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE
);
CREATE INDEX idx_audit_job ON pipeline_audit(job_id, id);

-- What is asked of a pipeline from outside. A key is accepted once; answered rows stay until they are pruned, so that it is accepted once for that long.
CREATE TABLE pipeline_inbox (
    number              {id},
    job_id              BIGINT NOT NULL,
    kind                VARCHAR(20) NOT NULL,
    item_key            TEXT NOT NULL,
    body                TEXT NOT NULL,
    who                 TEXT NOT NULL,
    create_time         TIMESTAMPTZ NOT NULL,
    answer_time         TIMESTAMPTZ,
    is_done             BOOLEAN,
    answer              TEXT,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id, kind, item_key)
);
CREATE INDEX idx_inbox_unanswered ON pipeline_inbox(job_id, number) WHERE answer_time IS NULL;
CREATE INDEX idx_inbox_answer_time ON pipeline_inbox(answer_time);

-- Alerts. An EVENT is the firing of events or crons, which is never resolved; the others are OPEN until their condition is false.
CREATE TABLE pipeline_alert (
    id                  {id},
    job_id              BIGINT NOT NULL,
    alert_number        BIGINT NOT NULL,
    node                VARCHAR(200) NOT NULL,
    alert_index         INTEGER NOT NULL,
    run_id              VARCHAR(100),
    severity            VARCHAR(20) NOT NULL,
    channel             VARCHAR(200) NOT NULL,
    status              VARCHAR(20) NOT NULL,
    message             TEXT NOT NULL,
    trigger_text        TEXT NOT NULL,
    fired_at            TIMESTAMPTZ NOT NULL,
    resolved_at         TIMESTAMPTZ,
    repeats             INTEGER NOT NULL DEFAULT 0,
    silenced_until      TIMESTAMPTZ,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id, alert_number)
);
CREATE INDEX idx_alert_open ON pipeline_alert(job_id) WHERE status = 'OPEN';
CREATE INDEX idx_alert_fired_at ON pipeline_alert(fired_at);

-- The outbox: notifications of alerts, written together with the changes that ask for them. PENDING ones are sent, again after a restart, until they are DELIVERED, GIVEN_UP or REFUSED.
CREATE TABLE pipeline_alert_delivery (
    id                  {id},
    job_id              BIGINT NOT NULL,
    notification_id     VARCHAR(500) NOT NULL,
    alert_number        BIGINT NOT NULL,
    channel             VARCHAR(200) NOT NULL,
    body                TEXT NOT NULL,
    status              VARCHAR(20) NOT NULL,
    attempts            INTEGER NOT NULL DEFAULT 0,
    last_error          TEXT,
    create_time         TIMESTAMPTZ NOT NULL,
    update_time         TIMESTAMPTZ NOT NULL,
    next_attempt_time   TIMESTAMPTZ,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id, notification_id)
);
CREATE INDEX idx_alert_delivery_alert ON pipeline_alert_delivery(job_id, alert_number, id);
CREATE INDEX idx_alert_delivery_pending ON pipeline_alert_delivery(job_id, id) WHERE status = 'PENDING';
CREATE INDEX idx_alert_delivery_create_time ON pipeline_alert_delivery(create_time);

-- Approvals: what people were asked. OPEN until they are APPROVED, REJECTED or CANCELLED. Approvers are a JSON array of names.
CREATE TABLE pipeline_approval (
    id                  {id},
    job_id              BIGINT NOT NULL,
    approval_number     BIGINT NOT NULL,
    run_id              VARCHAR(100) NOT NULL,
    node                VARCHAR(200) NOT NULL,
    number              INTEGER NOT NULL,
    title               TEXT NOT NULL,
    text                TEXT,
    approvers           TEXT NOT NULL,
    quorum              INTEGER NOT NULL,
    status              VARCHAR(20) NOT NULL,
    channel             VARCHAR(200) NOT NULL,
    opened_at           TIMESTAMPTZ NOT NULL,
    deadline            TIMESTAMPTZ,
    escalate_at         TIMESTAMPTZ,
    escalate_to         TEXT,
    escalated_at        TIMESTAMPTZ,
    reminders           INTEGER NOT NULL DEFAULT 0,
    ended_at            TIMESTAMPTZ,
    decided_by          TEXT,
    comment             TEXT,
    form_schema         TEXT,
    form                TEXT,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    UNIQUE (job_id, approval_number)
);
CREATE INDEX idx_approval_run ON pipeline_approval(job_id, run_id, node, id);
CREATE INDEX idx_approval_open ON pipeline_approval(job_id, id) WHERE status = 'OPEN';
CREATE INDEX idx_approval_opened_at ON pipeline_approval(opened_at);

CREATE TABLE pipeline_approval_vote (
    id                  {id},
    job_id              BIGINT NOT NULL,
    approval_number     BIGINT NOT NULL,
    who                 TEXT NOT NULL,
    is_approval         BOOLEAN NOT NULL,
    comment             TEXT,
    form                TEXT,
    sent_by             TEXT,
    voted_at            TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (job_id, approval_number) REFERENCES pipeline_approval(job_id, approval_number) ON DELETE CASCADE
);
CREATE INDEX idx_approval_vote_approval ON pipeline_approval_vote(job_id, approval_number, id);

-- The newest output of each node over all runs: stream nodes and triggers outside of runs read it.
CREATE TABLE pipeline_node_output (
    job_id              BIGINT NOT NULL,
    node                VARCHAR(200) NOT NULL,
    run_id              VARCHAR(100) NOT NULL,
    output              TEXT NOT NULL,
    update_time         TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    PRIMARY KEY (job_id, node)
);

-- The newest result of the health checks of each node: healthy or unhealthy.
CREATE TABLE pipeline_node_health (
    job_id              BIGINT NOT NULL,
    node                VARCHAR(200) NOT NULL,
    health              VARCHAR(20) NOT NULL,
    detail              TEXT NOT NULL,
    update_time         TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (job_id) REFERENCES pipeline_job_definition(id) ON DELETE CASCADE,
    PRIMARY KEY (job_id, node)
);
