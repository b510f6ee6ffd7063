import type { EventDraft } from "@/domain/event.ts";
import { type EventWriter, StoreUnavailable } from "./event_writer.ts";
import type { LogPort } from "./ports.ts";

const RETRY_MS = 1_000;

/**
 * Appends what has already happened in the world, and so cannot be refused:
 * tries again, once a second, until the store takes it. `drafts` is asked anew
 * for each try, since the fleet may have moved on.
 */
export async function appendFacts(
  deps: {
    readonly writer: Pick<EventWriter, "append">;
    readonly log: LogPort;
  },
  drafts: () => readonly EventDraft[],
): Promise<void> {
  for (;;) {
    const facts = drafts();
    if (facts.length === 0) return;
    try {
      await deps.writer.append(facts);
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      deps.log.error("live store refused a commit; trying again", { error });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
