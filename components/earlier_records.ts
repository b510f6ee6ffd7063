import type { Fleet } from "@/domain/fleet.ts";

/**
 * The fleet as it is now, and of what has left it since, or long before, what
 * the page was rendered with. Pure.
 */
export function withEarlier(live: Fleet, rendered: Fleet): Fleet {
  if (live === rendered) return live;
  return {
    ...live,
    agents: { ...rendered.agents, ...live.agents },
    tasks: { ...rendered.tasks, ...live.tasks },
    handoffs: { ...rendered.handoffs, ...live.handoffs },
    messages: { ...rendered.messages, ...live.messages },
  };
}
