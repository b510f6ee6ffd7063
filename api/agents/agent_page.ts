import { z } from "@hono/zod-openapi";
import { type Agent, AGENT_ROLES, AgentState } from "@/domain/agent.ts";
import { SessionId } from "@/domain/ids.ts";
import { sortedPage } from "@/domain/sorted_page.ts";
import { sortBy } from "../sorting.ts";

const AgentStatus = z.enum(
  AgentState.options.map((state) => state.shape.status.value),
);

/** Which agents to list, and in which order. */
export const ListOfAgents = z.strictObject({
  status: AgentStatus.optional(),
  role: z.enum(AGENT_ROLES).optional(),
  session_id: SessionId.optional(),
  /** Has all of these, separated by commas. */
  capabilities: z.string().max(500).transform((text) =>
    text.split(",").map((word) => word.trim()).filter((word) => word !== "")
  ).optional(),
  /** true: a person wants it to stand still. */
  held: z.enum(["true", "false"]).optional(),
  sort: sortBy(["created_at", "updated_at", "name", "cost_usd"], "created_at"),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  cursor: z.string().max(500).optional(),
});
type ListOfAgents = z.infer<typeof ListOfAgents>;

/** One page of the agents that fit; `undefined` when the cursor is none of this list. */
export function agentPage(agents: readonly Agent[], query: ListOfAgents) {
  const field = query.sort.replace("-", "");
  return sortedPage(
    agents.filter((agent) => fits(agent, query)),
    (agent) => keyOf(agent, field),
    {
      descending: query.sort.startsWith("-"),
      limit: query.limit,
      cursor: query.cursor,
    },
  );
}

function fits(agent: Agent, query: ListOfAgents): boolean {
  const { status, role, session_id, capabilities = [], held } = query;
  return (!status || agent.state.status === status) &&
    (!role || agent.role === role) &&
    (!session_id || agent.session_id === session_id) &&
    (!held || Boolean(agent.held) === (held === "true")) &&
    capabilities.every((each) => agent.config.capabilities?.includes(each));
}

function keyOf(agent: Agent, field: string): string | number {
  if (field === "cost_usd") return agent.usage.cost_usd;
  if (field === "name") return agent.name.toLowerCase();
  return field === "updated_at" ? agent.updated_at : agent.created_at;
}
