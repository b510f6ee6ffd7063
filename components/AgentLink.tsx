import type { Fleet } from "@/domain/fleet.ts";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

type AgentLinkProps = {
  /** null: nobody has it, and this is said instead. */
  readonly id: string | null;
  readonly fleet: Fleet;
  readonly nobody?: string;
  /** -1 where arrow keys lead to it. */
  readonly tabIndex?: 0 | -1;
};

/** The way to an agent, also one that left the fleet long ago. */
export function AgentLink(
  { id, fleet, nobody = "nobody", tabIndex }: AgentLinkProps,
) {
  return id === null
    ? <span class="meta">{nobody}</span>
    : (
      <a href={`/agents/${id}`} tabIndex={tabIndex}>
        {fleet.agents[id]?.name ?? FLEET_TEXT.anEarlierAgent}
      </a>
    );
}
