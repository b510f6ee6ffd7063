/**
 * The pages on a crowded fleet, as a process of its own: the real writer, the
 * real event stream, the built pages, and a store that keeps nothing, as its
 * speed is measured elsewhere and the page shares the machine with it. It is
 * given the number of teams; it prints its address, then how many events it had
 * committed for each line on its standard input, which says how many a second
 * to make from then on. It ends with its input.
 */
import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { EventSource } from "@/domain/platform.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { bigFleet, TEAM_SIZE } from "@/tests/helpers/big_fleet.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";
import { TextLineStream } from "@/tests/helpers/text_line_stream.ts";
import { printLine } from "../../output.ts";
import { crowdEvents, witnessEvent } from "./crowd_events.ts";

const TICK_MS = 10;
/** With more events than this uncommitted, a host that is too slow makes none. */
const MOST_WAITING = 4_000;
const WITNESS_EVERY_MS = 150;

/** The test's platform, with the real writer in the place of its log. */
class WrittenPlatform extends MemoryPlatform {
  constructor(private readonly writer: EventWriter) {
    super(writer.committed);
  }
  override fleet(): Fleet {
    return this.writer.committed;
  }
  override subscribe(listener: Parameters<EventSource["subscribe"]>[0]) {
    return this.writer.subscribe(listener);
  }
  /** Nobody who measures is away for longer than the hub remembers. */
  override readEvents(): Promise<readonly FleetEvent[]> {
    return Promise.resolve([]);
  }
}

async function serve(teams: number): Promise<void> {
  const store = { commit: () => Promise.resolve() };
  const now = () => new Date().toISOString();
  const writer = new EventWriter(store, { now }, bigFleet(teams));
  await using server = await servePlatform(new WrittenPlatform(writer));
  let committed = 0;
  writer.subscribe({
    events: (events) => committed += events.length,
    delta: () => {},
  });

  const events = crowdEvents(teams * TEAM_SIZE);
  let perSecond = 0;
  let waiting = 0;
  let [madeUpToMs, witnessMs] = [performance.now(), 0];
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const due = Math.floor((nowMs - madeUpToMs) * perSecond / 1_000);
    if (due === 0) return;
    madeUpToMs += due * 1_000 / perSecond;
    if (waiting > MOST_WAITING) return;
    const drafts = Array.from({ length: due }, () => events.next().value);
    if (nowMs - witnessMs > WITNESS_EVERY_MS) {
      witnessMs = nowMs;
      drafts.push(witnessEvent());
    }
    waiting += drafts.length;
    void writer.append(drafts).finally(() => waiting -= drafts.length);
  }, TICK_MS);

  printLine(server.origin);
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream());
  for await (const line of lines) {
    perSecond = Number(line);
    madeUpToMs = performance.now();
    printLine(String(committed));
  }
  clearInterval(timer);
  await writer.drained();
}

await serve(Number(Deno.args[0]));
