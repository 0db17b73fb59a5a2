-- How far each projection of the journal has come; written in the transaction that writes its rows.
CREATE TABLE store_projection (
  name             VARCHAR(64) NOT NULL PRIMARY KEY,
  journal_index    BIGINT      NOT NULL,
  journal_sequence BIGINT      NOT NULL,
  journal_chain    BIGINT      NOT NULL,
  run_id           BIGINT      NOT NULL,
  template_id      INTEGER     NOT NULL
);

-- What the ids in the journal stand for, in the run that the position is in.
CREATE TABLE store_instrument (
  instrument_id     INTEGER     NOT NULL PRIMARY KEY,
  venue             VARCHAR(32) NOT NULL,
  symbol            VARCHAR(64) NOT NULL,
  price_decimals    INTEGER     NOT NULL,
  quantity_decimals INTEGER     NOT NULL
);
CREATE TABLE store_strategy (
  strategy_id INTEGER      NOT NULL PRIMARY KEY,
  name        VARCHAR(128) NOT NULL
);

-- One row a risk event: its occurrences within a minute of the first.
CREATE TABLE hft_risk_events (
  id          BIGINT        NOT NULL PRIMARY KEY,  -- place of the first occurrence in the journal
  last_id     BIGINT        NOT NULL,              -- place of the last one
  run_id      BIGINT        NOT NULL,
  first_time  TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  last_time   TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  occurrences BIGINT        NOT NULL,
  type        VARCHAR(32)   NOT NULL,
  severity    VARCHAR(16)   NOT NULL,
  rule        VARCHAR(32)   NOT NULL,
  strategy_id VARCHAR(128),
  venue       VARCHAR(32),
  symbol      VARCHAR(64),
  order_id    BIGINT,
  limit_value DECIMAL(28, 8),
  actual_value DECIMAL(28, 8),
  limit_name  VARCHAR(32),
  limit_scope VARCHAR(160),
  bid         DECIMAL(38, 18),
  ask         DECIMAL(38, 18),
  detail      VARCHAR(1024)
);
CREATE INDEX hft_risk_events_time ON hft_risk_events (first_time);
CREATE INDEX hft_risk_events_key ON hft_risk_events (rule, severity, first_time);

-- Who asks from outside may read, and nothing else.
CREATE USER IF NOT EXISTS reader PASSWORD '';
GRANT SELECT ON SCHEMA public TO reader;
