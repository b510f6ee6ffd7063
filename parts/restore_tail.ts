import { LiveStore } from "../db/kv/live_store.ts";
import { readEvents } from "../db/pg/events.ts";
import type { OpenHistory } from "../db/pg/open_history.ts";
import { readText } from "../db/pg/texts.ts";
import type { FleetEvent } from "../domain/event.ts";
import type { ServerLog } from "../host/log.ts";
import { changesOfPlaced } from "../orchestrator/change.ts";
import { textsOfEvent } from "../orchestrator/historian/texts_of.ts";

const PAGE_EVENTS = 500;

/**
 * Gives a live store that was put back from a copy the end of the log again,
 * as far as the history has it: events, the records that they change, and long
 * texts. Gives how many events that were; 0 also when the history is away,
 * since the server must start all the same.
 */
export async function restoreTail(
  kv: Deno.Kv,
  openHistory: () => Promise<OpenHistory>,
  log: ServerLog,
): Promise<number> {
  const store = new LiveStore(kv);
  let fleet = await store.load();
  let restored = 0;
  try {
    await using history = await openHistory();
    for (;;) {
      const events = await readEvents(
        history.database,
        fleet.seq,
        PAGE_EVENTS,
      );
      // A history that begins later cannot close the gap before it.
      if (events[0]?.seq !== fleet.seq + 1) return restored;
      await restoreTexts(store, history, events);
      for (const change of changesOfPlaced(fleet, events)) {
        await store.commit(change);
        fleet = change.after;
        restored += change.events.length;
      }
    }
  } catch (error) {
    log.error("the log's end could not be read from the history", {
      error,
      restored,
    });
    return restored;
  }
}

async function restoreTexts(
  store: LiveStore,
  history: OpenHistory,
  events: readonly FleetEvent[],
): Promise<void> {
  for (const { blob } of events.flatMap(textsOfEvent)) {
    if (blob === null || await store.readText(blob) !== "") continue;
    const text = await readText(history.database, blob);
    if (text !== undefined) await store.saveText(blob, text);
  }
}
