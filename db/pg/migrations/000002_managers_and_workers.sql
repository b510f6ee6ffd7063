-- Tasks that wait for each other or are parts of others, hand-offs, messages
-- between agents, and approvals as the fleet has them. What is there stays as
-- it is: tasks and agents from before have what the defaults say.

alter table agents
  -- Turns that have ended.
  add column turns integer not null default 0,
  -- When its process was last lost, a few times.
  add column crashes jsonb not null default '[]';

alter table tasks
  -- Only that agent may do it.
  add column pinned boolean not null default true,
  add column mode varchar(50) not null default 'direct'
    check (mode in ('direct', 'handoff')),
  -- The hand-off that it goes through now. No reference: that one refers to it.
  add column handoff_id uuid,
  -- Which part of its parent's hand-off it is.
  add column part varchar(40),
  add column requires jsonb not null default '[]',
  add column max_attempts integer not null default 3 check (max_attempts > 0),
  add column feedback text,
  -- Of itself and all its parts; null where it was written before there were
  -- parts, and is what it used itself.
  add column tree_input_tokens bigint,
  add column tree_output_tokens bigint,
  add column tree_cache_read_tokens bigint,
  add column tree_cache_write_tokens bigint,
  add column tree_cost_usd double precision;

-- The order in which the task names what it depends on.
alter table task_dependencies add column place integer not null default 0;

alter table task_attempts
  -- The `seq` of the event that gave the task to the agent.
  add column token bigint not null default 0,
  add column offered_at timestamptz(3),
  -- The result that the agent submitted before its turn ended.
  add column submitted jsonb,
  add column reported_at timestamptz(3),
  add column accepted_at timestamptz(3),
  -- Why it did not succeed; of older ones the log alone tells it.
  add column failure jsonb;

-- `data`: what is wanted, the parts, every prompt, the result.
alter table handoffs
  -- What else the status says: since when, why it failed.
  add column state jsonb not null default '{}';
create index handoffs_by_manager on handoffs (manager_agent_id, created_at, id);

-- `content`: the text, or the beginning of a long one.
alter table agent_communications
  add column urgent boolean not null default false,
  add column in_reply_to uuid,
  -- Messages that led to this one, one after the other.
  add column hops integer not null default 0,
  add column answered_at timestamptz(3),
  -- The turn of the receiver that it came in.
  add column turn integer,
  -- What else the delivery says: since when, in what, or why not.
  add column state jsonb not null default '{}',
  add column updated_at timestamptz(3) not null default current_timestamp;

-- `input`: the tool's input as JSON text, or the beginning of a long one.
alter table approvals drop constraint approvals_status_check;
update approvals set status = 'withdrawn' where status = 'cancelled';
alter table approvals
  add constraint approvals_status_check
    check (status in ('pending', 'allowed', 'denied', 'expired', 'withdrawn')),
  add column kind varchar(50) not null default 'permission'
    check (kind in ('permission', 'question')),
  add column tool_use_id text,
  -- The same request again has the same.
  add column fingerprint text not null default '',
  add column blocked_path text,
  add column working_directory text not null default '',
  -- What else the status says: since when, who or what decided, how far it
  -- reaches, the note to the agent.
  add column state jsonb not null default '{}',
  add column postponed_at timestamptz(3),
  -- When the agent's process was told.
  add column delivered_at timestamptz(3),
  add column updated_at timestamptz(3) not null default current_timestamp;
update approvals set state = coalesce(decision, '{}')
  || jsonb_build_object('since', coalesce(decided_at, requested_at));
alter table approvals drop column decision;
create index approvals_by_task on approvals (task_id, requested_at, id)
  where task_id is not null;
create index approvals_by_tool on approvals (tool, requested_at, id);

create index audit_log_by_action on audit_log (action, at, id);

-- What else an event is about.
alter table events
  add column handoff_id uuid,
  add column message_id uuid,
  add column approval_id uuid,
  add column rule_id uuid,
  add column template_id text;
