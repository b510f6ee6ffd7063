import type { Fleet } from "@/domain/fleet.ts";

type AgentLinkProps = {
  /** null: nobody has it, and this is said instead. */
  readonly id: string | null;
  readonly fleet: Fleet;
  readonly nobody?: string;
};

/** The way to an agent, also one that left the fleet long ago. */
export function AgentLink({ id, fleet, nobody = "nobody" }: AgentLinkProps) {
  return id === null
    ? <span class="meta">{nobody}</span>
    : (
      <a href={`/agents/${id}`}>
        {fleet.agents[id]?.name ?? "an earlier agent"}
      </a>
    );
}
