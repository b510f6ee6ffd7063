import { currentAgents } from "@/components/fleet_order.ts";
import { fleet } from "../live/store.ts";

/** Goes from one agent's page to that of the next or the previous one, most urgent first. */
export function goToSibling(step: 1 | -1): void {
  const known = fleet.peek();
  const here = location.pathname.match(/^\/agents\/([^/]+)/)?.[1];
  if (!known || here === undefined) return;
  const ids = currentAgents(known).map(({ id }) => id as string);
  const at = ids.indexOf(here);
  const next = ids[(at + step + ids.length) % ids.length];
  if (next !== undefined && next !== here) location.assign(`/agents/${next}`);
}
