-- What keeps the history from growing for good.

-- Old attempts are found by their age alone.
create index task_attempts_by_age on task_attempts (assigned_at);

-- What pruning did last, and what it has to know of the time before.
create table retention_state (
  name varchar(50) primary key,
  at timestamptz(3) not null,
  data jsonb not null
);

-- Archived sessions that a person chose to remove, until that is done.
create table session_prunes (
  session_id uuid primary key,
  requested_at timestamptz(3) not null default current_timestamp
);
