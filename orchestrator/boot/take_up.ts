import type { Fleet } from "@/domain/fleet.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import type { EventWriter } from "../event_writer.ts";
import type { Desks } from "../open_desks.ts";
import type { LiveStorePort, Sources } from "../ports.ts";
import { reconcile } from "../reconcile.ts";
import { type BootFacts, bootReport } from "./boot_report.ts";

type TakeUpDeps = {
  readonly store: Pick<LiveStorePort, "readEvents">;
  readonly sources: Pick<Sources, "now">;
  readonly writer: EventWriter;
  readonly desks: Desks;
  readonly version: string;
  /** What the host is like, and what an earlier life left on it. */
  readonly earlierLife: Pick<BootFacts, "containment" | "killed">;
};

/**
 * Goes on from where an earlier life ended: makes its records true again, tells
 * what was found in the same commit, and starts the agents that were alive.
 * Resolves before their processes are up.
 *
 * @param found The fleet as the store had it.
 * @throws {StoreUnavailable} When the live store takes no commit.
 */
export async function takeUp(found: Fleet, deps: TakeUpDeps): Promise<void> {
  const { writer, desks, version } = deps;
  const stoppedCleanly = await endedByStop(deps.store, found.seq);
  const at = deps.sources.now();
  const { drafts, resumed } = reconcile(found, version, at);
  const report = bootReport(found, drafts, {
    ...deps.earlierLife,
    at,
    version,
    stoppedCleanly,
  });
  await writer.append([
    ...drafts,
    { type: "server.boot_reported", data: { report } },
  ]);
  await desks.limits.resume();
  await desks.budgets.resume();
  await desks.mail.letGo();
  for (const id of resumed) {
    const counted = writer.head.agents[id]?.claude_session.counted;
    desks.roster.launch(id, stoppedCleanly && counted ? counted : NO_USAGE);
  }
}

/** A kill leaves the CLI's counters at zero; a clean stop carries them over. */
async function endedByStop(
  store: TakeUpDeps["store"],
  seq: number,
): Promise<boolean> {
  const [last] = seq > 0 ? await store.readEvents(seq - 1, 1) : [];
  return last?.type === "server.stopped";
}
