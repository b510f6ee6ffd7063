import type { Fleet } from "@/domain/fleet.ts";
import type { Task, TaskStatus } from "@/domain/task.ts";
import { QUERY_TEXT } from "../text/query_text.ts";
import { idsOf, isNamed, termsOf, valuesOf } from "../query/terms.ts";
import { COLUMNS } from "./columns.ts";

/** Which tasks to show. Every list is an "or"; all of them have to fit. */
export type TaskQuery = {
  /** Empty: any. */
  readonly statuses: readonly TaskStatus[];
  /** Names or ids in lower case; `anybody`: tasks that nobody has. */
  readonly agents: readonly string[];
  readonly sessions: readonly string[];
  /** Words of the title, in lower case; all of them. */
  readonly words: readonly string[];
};

export const EVERY_TASK: TaskQuery = {
  statuses: [],
  agents: [],
  sessions: [],
  words: [],
};

export type Parsed =
  | { readonly ok: true; readonly query: TaskQuery }
  | { readonly ok: false; readonly problem: string };

/** What `state:` takes, and what it means. */
const STATES: ReadonlyMap<string, readonly TaskStatus[]> = new Map([
  ...COLUMNS.map(({ key, statuses }) => [key, statuses] as const),
  ["queued", ["pending"]],
  ["blocked", ["blocked"]],
  [
    "open",
    COLUMNS.slice(0, 4).flatMap(({ statuses }) => statuses),
  ],
  ["ended", ["completed", "failed", "cancelled"]],
]);

const FIELDS = ["state", "agent", "session"] as const;
type Field = typeof FIELDS[number];

/**
 * Reads `state:working agent:ben login`: fields with one value or several
 * (`state:failed,waiting`), quotes around spaces, and words of the title.
 * Pure.
 */
export function parseQuery(text: string): Parsed {
  const query = {
    statuses: [] as TaskStatus[],
    agents: [] as string[],
    sessions: [] as string[],
    words: [] as string[],
  };
  const terms = termsOf(text);
  if (!terms) return refuse(QUERY_TEXT.unclosedQuote);
  for (const term of terms) {
    const { field } = term;
    if (field === undefined) {
      query.words.push(term.value.toLowerCase());
      continue;
    }
    if (!isField(field)) {
      return refuse(
        QUERY_TEXT.noField(
          field,
          "state:, agent:, session:, or words of the title",
        ),
      );
    }
    const values = valuesOf(term);
    if (values.length === 0) {
      return refuse(QUERY_TEXT.needsValue(field, EXAMPLES[field]));
    }
    if (field === "agent") query.agents.push(...values);
    if (field === "session") query.sessions.push(...values);
    if (field !== "state") continue;
    for (const state of values) {
      const statuses = STATES.get(state);
      if (!statuses) {
        return refuse(
          QUERY_TEXT.noState(state, [...STATES.keys()].join(", ")),
        );
      }
      query.statuses.push(...statuses);
    }
  }
  return { ok: true, query };
}

const EXAMPLES: Readonly<Record<Field, string>> = {
  state: "state:failed",
  agent: "agent:ben",
  session: 'session:"Release 2"',
};

/** Names in a query that no agent and no session of the fleet has. */
export function unknownNames(query: TaskQuery, fleet: Fleet): string[] {
  const agents = Object.values(fleet.agents);
  const sessions = Object.values(fleet.sessions);
  return [
    ...query.agents.filter((name) =>
      name !== ANYBODY && !agents.some((agent) => isNamed(agent, name))
    ).map((name) => `agent "${name}"`),
    ...query.sessions.filter((name) =>
      !sessions.some((session) => isNamed(session, name))
    ).map((name) => `session "${name}"`),
  ];
}

/** Says whether a task fits a query; made once for many tasks. */
export function matcher(
  query: TaskQuery,
  fleet: Fleet,
): (task: Task) => boolean {
  const agents = idsOf(query.agents, Object.values(fleet.agents));
  const sessions = idsOf(query.sessions, Object.values(fleet.sessions));
  const statuses = new Set(query.statuses);
  return (task) =>
    (statuses.size === 0 || statuses.has(task.state.status)) &&
    (query.agents.length === 0 || agents.has(task.agent_id ?? ANYBODY)) &&
    (query.sessions.length === 0 || sessions.has(task.session_id ?? "")) &&
    query.words.every((word) => task.title.toLowerCase().includes(word));
}

const ANYBODY = "anybody";

function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name);
}

function refuse(problem: string): Parsed {
  return { ok: false, problem };
}
