import type { IncidentId } from "@/domain/ids.ts";
import { Incident } from "@/domain/incident.ts";
import type { IncidentFilter } from "@/domain/incident_port.ts";
import { withInstants } from "./instants.ts";
import { newestOfEach } from "./newest.ts";
import { columnsOf, type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

const INCIDENTS: RecordTable = {
  name: "incidents",
  key: ["id"],
  columns: {
    id: "uuid",
    cause: "text",
    error_type: "text",
    kind: "text",
    severity: "text",
    decision: "text",
    status: "text",
    state: "jsonb",
    count: "integer",
    agent_id: "uuid",
    task_id: "uuid",
    session_id: "uuid",
    agents: "jsonb",
    tasks: "jsonb",
    message: "text",
    evidence: "jsonb",
    steps: "jsonb",
    acknowledged: "jsonb",
    created_at: "timestamptz",
    first_at: "timestamptz",
    last_at: "timestamptz",
    updated_at: "timestamptz",
    updated_seq: "bigint",
  },
};

type Row = {
  readonly status: string;
  readonly state: object;
  readonly created_at: Date;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly updated_at: Date;
};

/**
 * Stores incidents as they are now, in one statement. What is stored already in
 * a version that is as new stays. Safe to repeat.
 */
export async function upsertIncidents(
  sql: Sql,
  incidents: readonly Incident[],
): Promise<void> {
  if (incidents.length === 0) return;
  const rows = newestOfEach(incidents).map((incident) => {
    const { status, ...state } = incident.state;
    return { ...incident, status, state };
  });
  await sql`${upsertOf(INCIDENTS, rows)}`;
}

/** One incident as the history has it. */
export async function findIncident(
  sql: Sql,
  id: IncidentId,
): Promise<Incident | undefined> {
  const [row] = await sql<Row>`
    select ${columnsOf(INCIDENTS)} from incidents where id = ${id}`;
  return row && incidentOf(row);
}

/** Incidents that fit, the newest first: ids sort by the time they were made. */
export async function listIncidents(
  sql: Sql,
  filter: IncidentFilter,
): Promise<Incident[]> {
  const { status, errorType, kind, severities, cursor } = filter;
  const { agentId, taskId, sessionId } = filter;
  const rows = await sql<Row>`
    select ${columnsOf(INCIDENTS)} from incidents
    where ${
    allOf([
      status && part`status = ${status}`,
      errorType && part`error_type = ${errorType}`,
      kind && part`kind = ${kind}`,
      severities && part`severity = any(${[...severities]}::text[])`,
      agentId && part`agents @> ${json([agentId])}`,
      taskId && part`tasks @> ${json([taskId])}`,
      sessionId && part`session_id = ${sessionId}`,
      cursor && part`id < ${cursor}`,
    ])
  }
    order by id desc limit ${filter.limit}`;
  return rows.map(incidentOf);
}

function incidentOf(row: Row): Incident {
  const { status, state, ...rest } = withInstants(row);
  return Incident.parse({ ...rest, state: { status, ...state } });
}
