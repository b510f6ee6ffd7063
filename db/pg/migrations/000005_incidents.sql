-- What went wrong, by cause, and what was done about it.
create table incidents (
  id uuid primary key,
  -- Failures with the same cause are one incident.
  cause text not null,
  error_type varchar(50) not null,
  kind varchar(50) not null,
  severity varchar(20) not null
    check (severity in ('low', 'medium', 'high', 'critical')),
  decision varchar(50) not null,
  status varchar(50) not null,
  -- What else the status says: since when, in which words, by whom.
  state jsonb not null default '{}',
  count integer not null check (count > 0),
  -- Whom the newest failure was about. No references: an incident may be about
  -- an agent that the history never had.
  agent_id uuid,
  task_id uuid,
  session_id uuid,
  agents jsonb not null default '[]',
  tasks jsonb not null default '[]',
  message text not null,
  evidence jsonb not null,
  steps jsonb not null default '[]',
  acknowledged jsonb,
  created_at timestamptz(3) not null,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  updated_seq bigint not null
);
create index incidents_by_age on incidents (created_at, id);
create index incidents_by_agents on incidents using gin (agents jsonb_path_ops);
create index incidents_by_tasks on incidents using gin (tasks jsonb_path_ops);

alter table events add column incident_id uuid;
