import type { VampClient } from "@/client/mod.ts";
import { shortId } from "@/domain/short_id.ts";
import type { Names } from "../command.ts";

/** A shell waits for what it offers; a server that is slower is not asked. */
const PATIENCE_MS = 1_500;
const MOST_TASKS = 100;

/** A word that can stand on the line, and what it means. */
export type Offered = readonly [word: string, meaning: string];

/** What the server has under such names now, the likeliest first. */
export async function serverNames(
  vamp: VampClient,
  kind: Names,
): Promise<readonly Offered[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  switch (kind) {
    case "agents": {
      const { items } = await vamp.agents.list({}, { signal });
      return items.filter(({ status }) => status !== "terminated")
        .map(({ name, role, status }) => [name, `${role}, ${status}`]);
    }
    case "tasks": {
      const { items } = await vamp.tasks.list({ limit: MOST_TASKS }, {
        signal,
      });
      return items.map(({ task_id, title, status }) => [
        task_id,
        `${status}: ${title}`,
      ]);
    }
    case "requests": {
      const query = { status: "pending" } as const;
      const { items } = await vamp.approvals.list(query, { signal });
      return items.map(({ id, tool, input }) => [
        shortId(id),
        `${tool} ${input.slice(0, 60)}`,
      ]);
    }
  }
}
