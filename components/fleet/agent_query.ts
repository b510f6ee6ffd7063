import type { Agent } from "@/domain/agent.ts";
import { AGENT_ROLES, type AgentRole } from "@/domain/agent_role.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { idsOf, isNamed, termsOf, valuesOf } from "../query/terms.ts";
import { agentStatus, type Look, LOOKS } from "../status.ts";
import { FLEET_TEXT } from "../text/fleet_text.ts";
import { QUERY_TEXT } from "../text/query_text.ts";

/** Which agents to show. Every list is an "or"; all of them have to fit. */
export type AgentQuery = {
  /** Empty: any. */
  readonly looks: readonly Look[];
  /** Names or ids in lower case. */
  readonly agents: readonly string[];
  readonly sessions: readonly string[];
  readonly roles: readonly AgentRole[];
  /** Parts of the path of the working folder, in lower case. */
  readonly folders: readonly string[];
  /** Words of the name or of the task under way, in lower case; all of them. */
  readonly words: readonly string[];
};

export type ParsedAgentQuery =
  | { readonly ok: true; readonly query: AgentQuery }
  | { readonly ok: false; readonly problem: string };

export const EVERY_AGENT: AgentQuery = {
  looks: [],
  agents: [],
  sessions: [],
  roles: [],
  folders: [],
  words: [],
};

const EXAMPLES = {
  state: "state:working",
  agent: "agent:ben",
  role: "role:manager",
  session: 'session:"Release 2"',
  folder: "folder:api",
} as const;
type Field = keyof typeof EXAMPLES;

/** What `state:` takes: the looks as they are written in a query. */
const STATES: ReadonlyMap<string, Look> = new Map(
  LOOKS.filter((look) => look !== "done" && look !== "cancelled")
    .map((look) => [look.replaceAll("_", "-"), look]),
);

/** Reads `state:working agent:ben role:worker folder:api login`. Pure. */
export function parseAgentQuery(text: string): ParsedAgentQuery {
  const terms = termsOf(text);
  if (!terms) return refuse(QUERY_TEXT.unclosedQuote);
  const query = {
    looks: [] as Look[],
    agents: [] as string[],
    sessions: [] as string[],
    roles: [] as AgentRole[],
    folders: [] as string[],
    words: [] as string[],
  };
  for (const term of terms) {
    if (term.field === undefined) {
      query.words.push(term.value.toLowerCase());
      continue;
    }
    if (!isField(term.field)) {
      return refuse(QUERY_TEXT.noField(term.field, FLEET_TEXT.queryFields));
    }
    const values = valuesOf(term);
    if (values.length === 0) {
      return refuse(QUERY_TEXT.needsValue(term.field, EXAMPLES[term.field]));
    }
    switch (term.field) {
      case "agent":
        query.agents.push(...values);
        break;
      case "session":
        query.sessions.push(...values);
        break;
      case "folder":
        query.folders.push(...values);
        break;
      case "role":
        for (const role of values) {
          const known = AGENT_ROLES.find((each) => each === role);
          if (!known) return refuse(FLEET_TEXT.noRole(role));
          query.roles.push(known);
        }
        break;
      case "state":
        for (const state of values) {
          const look = STATES.get(state);
          if (!look) {
            const states = [...STATES.keys()].join(", ");
            return refuse(QUERY_TEXT.noState(state, states));
          }
          query.looks.push(look);
        }
    }
  }
  return { ok: true, query };
}

/** Says whether an agent fits a query; made once for many agents. */
export function agentMatcher(
  query: AgentQuery,
  fleet: Fleet,
): (agent: Agent) => boolean {
  const sessions = idsOf(query.sessions, Object.values(fleet.sessions));
  const fitsAny = <V>(values: readonly V[], fits: (value: V) => boolean) =>
    values.length === 0 || values.some(fits);
  return (agent) => {
    const task = agent.state.status === "busy" && agent.state.task_id
      ? fleet.tasks[agent.state.task_id]?.title ?? ""
      : "";
    const text = `${agent.name} ${task}`.toLowerCase();
    const folder = agent.working_directory.toLowerCase();
    return fitsAny(query.looks, (look) => agentStatus(agent).look === look) &&
      fitsAny(query.agents, (name) => isNamed(agent, name)) &&
      fitsAny(query.roles, (role) => agent.role === role) &&
      fitsAny(query.folders, (part) => folder.includes(part)) &&
      (query.sessions.length === 0 || sessions.has(agent.session_id ?? "")) &&
      query.words.every((word) => text.includes(word));
  };
}

function isField(name: string): name is Field {
  return Object.hasOwn(EXAMPLES, name);
}

function refuse(problem: string): ParsedAgentQuery {
  return { ok: false, problem };
}
