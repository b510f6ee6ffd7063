import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { ownRecord } from "@/domain/own_record.ts";

/** Names that a refusal lists. */
const MAX_LISTED = 20;

/** Whether an agent still takes messages. */
export function takesMessages({ state }: Agent): boolean {
  return !isEnded(state) && state.status !== "terminating";
}

/**
 * The agent that another one means by an id or a name, among those that it may
 * write to: living ones of the same session, or of none when it is in none.
 * Otherwise a text that tells it whom it can write to.
 */
export function findReceiver(
  fleet: Fleet,
  sender: Agent,
  to: string,
): { readonly found: Agent } | { readonly refusal: string } {
  if (to === sender.id || sameName(to, sender.name)) {
    return { refusal: "Cannot send a message to yourself." };
  }
  const peers = Object.values(fleet.agents).filter((agent) =>
    agent.session_id === sender.session_id && agent.id !== sender.id &&
    takesMessages(agent)
  );
  const known = ownRecord(fleet.agents, to.toLowerCase());
  if (known && peers.includes(known)) return { found: known };
  if (known) {
    const why = takesMessages(known)
      ? "it is not part of your session"
      : "it has ended";
    return { refusal: `Cannot send to "${to}": ${why}. ${whom(peers)}` };
  }
  const named = peers.filter(({ name }) => sameName(name, to));
  const [only, ...others] = named;
  if (only && others.length === 0) return { found: only };
  return {
    refusal: only
      ? `Cannot send to "${to}": ${named.length} agents have that name. Use the id: ${
        listed(named)
      }.`
      : `Cannot send to "${to}": nobody in your session has that id or name. ${
        whom(peers)
      }`,
  };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function whom(peers: readonly Agent[]): string {
  return peers.length === 0
    ? "There is nobody whom you could write to."
    : `You can write to: ${listed(peers)}.`;
}

function listed(agents: readonly Agent[]): string {
  const names = agents.slice(0, MAX_LISTED).map(({ name, role, id }) =>
    `${name} (${role}, ${id})`
  );
  const more = agents.length - names.length;
  return names.join(", ") + (more > 0 ? `, and ${more} more` : "");
}
