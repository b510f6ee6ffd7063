import fc from "fast-check";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { EventWriter } from "@/orchestrator/event_writer.ts";
import type { LiveStorePort } from "@/orchestrator/ports.ts";
import { storeText } from "@/orchestrator/store_text.ts";
import { anyCommands, draftsOf } from "./fleet_commands.ts";

/** After so many events, other agents and sessions take over. */
const EVENTS_OF_AGENTS = 400;
const AGENTS = 3;
/** One text in so many is too long for a record. */
const LONG_TEXTS = 25;
const LONG = "long ".repeat(8_000);

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
  const commands = fc.sample(anyCommands, { seed, numRuns: 20 }).flat();
  let next = 0;
  return async () => {
    for (;;) {
      const command = commands[next++ % commands.length];
      if (!command) throw new Error("Cannot make up work: no command");
      const group = Math.floor(writer.head.seq / EVENTS_OF_AGENTS);
      const agent = command.agent + AGENTS * group;
      const isLong = next % LONG_TEXTS === 0 && command.step === "write";
      const text = isLong ? await storeText(deps, LONG) : undefined;
      const drafts = draftsOf(writer.head, { ...command, agent });
      if (drafts.length === 0) continue;
      return await writer.append(
        text ? drafts.map((draft) => withText(draft, text)) : drafts,
      );
    }
  };
}

function withText(draft: EventDraft, text: LongText): EventDraft {
  if (draft.type !== "transcript.appended") return draft;
  const { entry } = draft.data;
  return entry.kind === "notice"
    ? { ...draft, data: { entry: { ...entry, text } } }
    : draft;
}
