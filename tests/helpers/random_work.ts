import fc from "fast-check";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { EventWriter } from "@/orchestrator/event_writer.ts";
import type { LiveStorePort } from "@/orchestrator/ports.ts";
import { storeText } from "@/orchestrator/store_text.ts";
import { anyManagedCommands, draftsOf } from "./fleet_commands.ts";

/** After so many events, other agents and sessions take over. */
const EVENTS_OF_AGENTS = 120;
const AGENTS = 3;
/** One text of a kind in so many is too long for a record. */
const LONG_TEXTS = 4;
const LONG = "long ".repeat(8_000);
/** Steps whose events carry a text. */
const TELLING: ReadonlySet<string> = new Set([
  "write",
  "tell",
  "ask",
  "analyze",
]);

/**
 * Gives a writer random commands, each when it is asked for one, without an
 * end: the result appends the next possible command and gives its events.
 *
 * @param seed The same seed gives the same commands.
 */
export function randomWork(
  writer: EventWriter,
  store: Pick<LiveStorePort, "saveText">,
  seed: number,
): () => Promise<readonly FleetEvent[]> {
  const deps = { store, sources: { newId: () => crypto.randomUUID() } };
  const commands = fc.sample(anyManagedCommands, { seed, numRuns: 20 }).flat();
  let next = 0;
  const told = new Map<string, number>();
  const isLong = (step: string, drafts: readonly EventDraft[]) => {
    if (!TELLING.has(step) || drafts.length === 0) return false;
    const count = (told.get(step) ?? 0) + 1;
    told.set(step, count);
    return count % LONG_TEXTS === 0;
  };
  return async () => {
    for (;;) {
      const command = commands[next++ % commands.length];
      if (!command) throw new Error("Cannot make up work: no command");
      const group = Math.floor(writer.head.seq / EVENTS_OF_AGENTS);
      const agent = command.agent + AGENTS * group;
      const possible = draftsOf(writer.head, { ...command, agent });
      const text = isLong(command.step, possible)
        ? await storeText(deps, LONG)
        : undefined;
      // Storing a text takes its time: others have gone on meanwhile.
      const drafts = text
        ? draftsOf(writer.head, { ...command, agent })
        : possible;
      if (drafts.length === 0) continue;
      return await writer.append(
        text ? drafts.map((draft) => withText(draft, text)) : drafts,
      );
    }
  };
}

function withText(draft: EventDraft, text: LongText): EventDraft {
  switch (draft.type) {
    case "transcript.appended": {
      const { entry } = draft.data;
      return entry.kind === "notice"
        ? { ...draft, data: { entry: { ...entry, text } } }
        : draft;
    }
    case "message.sent":
      return { ...draft, data: { message: { ...draft.data.message, text } } };
    case "approval.requested": {
      const approval = { ...draft.data.approval, input: text };
      return { ...draft, data: { approval } };
    }
    case "handoff.analyzed":
      return { ...draft, data: { ...draft.data, requirements: text } };
    default:
      return draft;
  }
}
