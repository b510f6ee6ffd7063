-- What work may use up, and what was told of it; the limits of an agent are
-- part of its configuration.
alter table tasks
  add column budget jsonb,
  add column budget_marks jsonb;
alter table agents add column budget_marks jsonb;
alter table sessions
  add column budget jsonb,
  add column budget_marks jsonb;

-- What each agent used of each model on each day in UTC, so that sums over
-- months read some thousand rows. They stay when the agent goes.
create table usage_days (
  day date not null,
  agent_id uuid not null,
  -- As the CLI calls it; before it was told, as the agent's configuration did.
  model text not null,
  session_id uuid,
  turns integer not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cache_read_tokens bigint not null,
  cache_write_tokens bigint not null,
  cost_usd double precision not null,
  primary key (day, agent_id, model)
);

insert into usage_days
  select (at at time zone 'UTC')::date, agent_id,
    coalesce((select model from agents where agents.id = agent_id), 'unknown'),
    (array_agg(session_id))[1], count(*), sum(input_tokens),
    sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
    sum(cost_usd)
  from usage_records group by 1, 2, 3;
