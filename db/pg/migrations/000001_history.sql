-- What happened, for good. Times have milliseconds, as events do: what is read
-- back is exactly what was written. `updated_seq` is the place in the log of
-- the event that changed a record last; an older version never replaces a
-- newer one. `session_id` refers to no row: where the beginning of the log was
-- gone already, a session may be older than the history.

-- Words to search for. Paths, names and markup fall apart into their words,
-- each character for one other, so that places in the text stay the same.
create function search_text(text) returns text
  language sql immutable strict parallel safe
  return translate($1, '/\._:@#=<>&', '           ');

create table sessions (
  id uuid primary key default gen_random_uuid(),
  name varchar(255) not null,
  config jsonb not null default '{}',
  status varchar(50) not null default 'active'
    check (status in ('active', 'paused', 'completed', 'failed', 'cancelled', 'archived')),
  -- What else the status says: since when.
  state jsonb not null,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cache_read_tokens bigint not null default 0,
  cache_write_tokens bigint not null default 0,
  cost_usd double precision not null default 0,
  worked_ms double precision not null default 0,
  agents integer not null default 0,
  tasks_completed integer not null default 0,
  tasks_failed integer not null default 0,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  ended_at timestamptz(3),
  updated_seq bigint not null default 0
);
create index sessions_by_age on sessions (created_at, id);
create index sessions_by_status on sessions (status, created_at, id);

create table agents (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  role varchar(50) not null,
  model text not null,
  status varchar(50) not null default 'idle'
    check (status in ('starting', 'idle', 'busy', 'terminating', 'terminated', 'error', 'failed')),
  -- What else the status says: since when, which task, why it failed.
  state jsonb not null,
  config jsonb not null,
  process_id integer,
  session_id uuid,
  claude_session jsonb not null,
  working_directory text not null,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cache_read_tokens bigint not null default 0,
  cache_write_tokens bigint not null default 0,
  cost_usd double precision not null default 0,
  tasks_completed integer not null default 0,
  tasks_failed integer not null default 0,
  transcript_length integer not null default 0,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  ended_at timestamptz(3),
  updated_seq bigint not null default 0
);
create index idx_agents_status on agents (status);
create index agents_by_age on agents (created_at, id);
create index agents_by_status on agents (status, created_at, id);
create index agents_by_session on agents (session_id, created_at, id)
  where session_id is not null;

create table tasks (
  id uuid primary key default gen_random_uuid(),
  external_id varchar(64),
  title varchar(255) not null,
  -- The beginning of a long text; the whole one is in `texts`.
  description text,
  description_length integer,
  description_blob text,
  status varchar(50) not null default 'pending'
    check (status in ('pending', 'blocked', 'assigned', 'running', 'awaiting_approval',
      'in_review', 'completed', 'failed', 'cancelled')),
  -- What else the status says: since when, why it failed.
  state jsonb not null,
  outcome varchar(50)
    check (outcome in ('succeeded', 'failed', 'timed_out', 'stalled', 'crashed', 'cancelled', 'limited')),
  priority integer not null default 0,
  progress double precision not null default 0,
  assigned_agent_id uuid references agents (id),
  parent_task_id uuid references tasks (id),
  session_id uuid,
  config jsonb,
  result jsonb,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cache_read_tokens bigint not null default 0,
  cache_write_tokens bigint not null default 0,
  cost_usd double precision not null default 0,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  updated_seq bigint not null default 0,
  words tsvector generated always as (
    setweight(to_tsvector('english', search_text(title)), 'A') ||
    setweight(to_tsvector('english', search_text(coalesce(description, ''))), 'B') ||
    setweight(to_tsvector('english', search_text(coalesce(result -> 'output' ->> 'text', ''))), 'C')
  ) stored
);
create index idx_tasks_status on tasks (status);
create index idx_tasks_assigned_agent on tasks (assigned_agent_id);
create index tasks_by_age on tasks (created_at, id);
create index tasks_by_status on tasks (status, created_at, id);
create index tasks_by_outcome on tasks (outcome, created_at, id);
create index tasks_by_agent on tasks (assigned_agent_id, created_at, id);
create index tasks_by_session on tasks (session_id, created_at, id)
  where session_id is not null;
create index tasks_by_parent on tasks (parent_task_id, created_at, id)
  where parent_task_id is not null;
create index tasks_by_external_id on tasks (external_id)
  where external_id is not null;
create index tasks_by_words on tasks using gin (words);

create table task_dependencies (
  task_id uuid not null references tasks (id) on delete cascade,
  depends_on_task_id uuid not null references tasks (id) on delete cascade,
  primary key (task_id, depends_on_task_id),
  check (task_id <> depends_on_task_id)
);
create index task_dependencies_by_needed on task_dependencies (depends_on_task_id);

create table task_attempts (
  task_id uuid not null references tasks (id) on delete cascade,
  number integer not null check (number > 0),
  -- No reference: the agent of an old attempt may be older than the history.
  agent_id uuid not null,
  message_uuid uuid not null,
  assigned_at timestamptz(3) not null,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  outcome varchar(50)
    check (outcome in ('succeeded', 'failed', 'timed_out', 'stalled', 'crashed', 'cancelled', 'limited')),
  updated_seq bigint not null,
  primary key (task_id, number)
);
create index task_attempts_by_agent on task_attempts (agent_id, assigned_at, task_id, number);

create table handoffs (
  id uuid primary key default gen_random_uuid(),
  task_id uuid not null references tasks (id) on delete cascade,
  manager_agent_id uuid references agents (id),
  session_id uuid,
  status varchar(50) not null
    check (status in ('analyzing', 'selecting', 'instructing', 'executing', 'processing',
      'completed', 'failed')),
  data jsonb not null,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  ended_at timestamptz(3),
  updated_seq bigint not null default 0
);
create index handoffs_by_age on handoffs (created_at, id);
create index handoffs_by_task on handoffs (task_id, created_at, id);
create index handoffs_by_status on handoffs (status, created_at, id);

create table agent_communications (
  id uuid primary key default gen_random_uuid(),
  from_agent_id uuid references agents (id),
  to_agent_id uuid references agents (id),
  message_type varchar(100) not null,
  content jsonb not null,
  timestamp timestamptz(3) not null default current_timestamp,
  task_id uuid references tasks (id),
  session_id uuid,
  -- The place in the log of the event that led to it.
  caused_by bigint,
  delivery varchar(50) not null default 'queued'
    check (delivery in ('queued', 'delivered', 'superseded')),
  delivered_at timestamptz(3),
  updated_seq bigint not null default 0
);
create index idx_communications_timestamp on agent_communications (timestamp);
create index communications_by_age on agent_communications (timestamp, id);
create index communications_by_sender on agent_communications (from_agent_id, timestamp, id);
create index communications_by_receiver on agent_communications (to_agent_id, timestamp, id);
create index communications_by_task on agent_communications (task_id, timestamp, id)
  where task_id is not null;

create table performance_metrics (
  id uuid primary key default gen_random_uuid(),
  metric_name varchar(100) not null,
  value decimal not null,
  unit varchar(50),
  agent_id uuid references agents (id),
  task_id uuid references tasks (id),
  timestamp timestamptz(3) not null default current_timestamp
);
create index idx_metrics_timestamp on performance_metrics (timestamp);
create index metrics_by_name on performance_metrics (metric_name, timestamp, id);
create index metrics_by_agent on performance_metrics (agent_id, metric_name, timestamp, id)
  where agent_id is not null;

create table approvals (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references agents (id),
  task_id uuid references tasks (id),
  session_id uuid,
  tool text not null,
  input jsonb not null,
  status varchar(50) not null default 'pending'
    check (status in ('pending', 'allowed', 'denied', 'expired', 'cancelled')),
  -- Who or what decided, how far it reaches, and the note to the agent.
  decision jsonb,
  requested_at timestamptz(3) not null,
  expires_at timestamptz(3),
  decided_at timestamptz(3),
  updated_seq bigint not null default 0
);
create index approvals_by_age on approvals (requested_at, id);
create index approvals_by_status on approvals (status, requested_at, id);
create index approvals_by_agent on approvals (agent_id, requested_at, id);

-- The log as it was told. No references: it also tells of what is long gone.
create table events (
  seq bigint primary key,
  at timestamptz(3) not null,
  type text not null,
  agent_id uuid,
  task_id uuid,
  session_id uuid,
  caused_by bigint,
  data jsonb not null
);
create index events_by_agent on events (agent_id, seq) where agent_id is not null;
create index events_by_task on events (task_id, seq) where task_id is not null;
create index events_by_session on events (session_id, seq) where session_id is not null;
create index events_by_type on events (type, seq);

-- What each `usage.recorded` said, so that sums over any span are cheap.
create table usage_records (
  seq bigint primary key,
  at timestamptz(3) not null,
  agent_id uuid not null,
  task_id uuid,
  session_id uuid,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cache_read_tokens bigint not null,
  cache_write_tokens bigint not null,
  cost_usd double precision not null
);
create index usage_records_by_age on usage_records (at);
create index usage_records_by_agent on usage_records (agent_id, at);
create index usage_records_by_task on usage_records (task_id, at)
  where task_id is not null;
create index usage_records_by_session on usage_records (session_id, at)
  where session_id is not null;

create table audit_log (
  id uuid primary key default gen_random_uuid(),
  at timestamptz(3) not null default current_timestamp,
  actor text not null,
  action text not null,
  target_type text,
  target_id text,
  outcome varchar(50) not null check (outcome in ('succeeded', 'refused', 'failed')),
  data jsonb not null default '{}'
);
create index audit_log_by_age on audit_log (at, id);
create index audit_log_by_actor on audit_log (actor, at, id);
create index audit_log_by_target on audit_log (target_type, target_id, at, id);

create table transcript_entries (
  agent_id uuid not null references agents (id) on delete cascade,
  n integer not null check (n >= 0),
  at timestamptz(3) not null,
  task_id uuid,
  kind varchar(50) not null,
  -- The beginning of a long text; the whole one is in `texts`.
  text text,
  text_length integer,
  text_blob text,
  -- The other fields of its kind.
  data jsonb not null,
  words tsvector generated always as
    (to_tsvector('english', search_text(coalesce(text, '')))) stored,
  primary key (agent_id, n)
);
create index transcript_entries_by_age on transcript_entries (at, agent_id, n);
create index transcript_entries_by_task on transcript_entries (task_id, at, agent_id, n)
  where task_id is not null;
create index transcript_entries_by_words on transcript_entries using gin (words);

-- Whole texts that are too long for records, once each.
create table texts (
  blob text primary key,
  body text not null
);

create table users (
  id uuid primary key default gen_random_uuid(),
  name varchar(255) not null unique,
  role varchar(50) not null check (role in ('viewer', 'operator', 'admin')),
  password_hash text,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  disabled_at timestamptz(3)
);

create table api_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name varchar(255) not null,
  role varchar(50) not null check (role in ('viewer', 'operator', 'admin')),
  token_hash text not null unique,
  created_at timestamptz(3) not null default current_timestamp,
  last_used_at timestamptz(3),
  expires_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index api_tokens_by_user on api_tokens (user_id, created_at, id);

-- How far the log has been written here.
create table history_head (
  one_row boolean primary key default true check (one_row),
  seq bigint not null
);
insert into history_head (seq) values (0);
