-- SPDX-License-Identifier: Apache-2.0
-- Columns of type bytea that hold what a patch is made of are sealed with AES-256-GCM by the application (PayloadCipher).

CREATE TABLE jobs (
  id          uuid PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('PLAN', 'ATTEST', 'PUBLISH', 'REVEAL', 'KEY', 'VERIFY')),
  state       text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  payload     bytea,
  opening     bytea,
  result      bytea,
  error       bytea,
  dedup       text UNIQUE,
  patch_id    bytea,
  phase       text NOT NULL DEFAULT 'queued',
  percent     int NOT NULL DEFAULT -1,
  attempt     int NOT NULL DEFAULT 0,
  lease_owner uuid,
  lease_until timestamptz,
  created     timestamptz NOT NULL DEFAULT now(),
  updated     timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX jobs_waiting ON jobs (created) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX jobs_listed ON jobs (created DESC, id DESC);

-- A seed serves one attestation. The digest is keyed, so the table confirms no guess of a seed.
CREATE TABLE spent_seeds (
  digest bytea PRIMARY KEY,
  job    uuid NOT NULL REFERENCES jobs (id)
);

-- Written before a transaction is sent, so that it can be sent again but never made twice. Later attempts have the same nonce.
CREATE TABLE transactions (
  id       uuid PRIMARY KEY,
  chain    text NOT NULL,
  patch_id bytea NOT NULL,
  step     text NOT NULL,
  attempt  int NOT NULL,
  sender   text NOT NULL,
  nonce    numeric(20) NOT NULL,
  tx_hash  bytea NOT NULL,
  raw      bytea NOT NULL,
  created  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (chain, patch_id, step, attempt)
);

CREATE INDEX transactions_of_sender ON transactions (chain, sender, nonce DESC);

-- What workers can do. Public.
CREATE TABLE shapes (
  name          text PRIMARY KEY,
  capacity      int NOT NULL,
  shape         bytea NOT NULL,
  verifying_key bytea
);
