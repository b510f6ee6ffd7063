import { z } from "zod";

/** Who did something: a person, a rule, an agent, or the server by itself. */
export const Actor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person") }),
  z.object({ kind: z.literal("rule"), rule_id: z.string() }),
  z.object({ kind: z.literal("agent"), agent_id: z.string() }),
  z.object({ kind: z.literal("server") }),
]);
export type Actor = z.infer<typeof Actor>;

/** The actor as one word for logs: `person`, `rule:…`, `agent:…`, `server`. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "rule":
      return `rule:${actor.rule_id}`;
    case "agent":
      return `agent:${actor.agent_id}`;
    default:
      return actor.kind;
  }
}
