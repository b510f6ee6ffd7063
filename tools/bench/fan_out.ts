import { fileURLToPath } from "node:url";
import { SseHub } from "@/api/events/sse_hub.ts";
import { parseInterest } from "@/api/events/topics.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { EventSource } from "@/domain/platform.ts";
import { STORAGE_AS_LEFT } from "@/domain/storage_status.ts";
import { median } from "./start_time.ts";

const CLIENTS = 1_000;
const RUNS = 3;
/** A pace that leaves time, to see how late events come. */
const CALM = { events: 30, everyMs: 100 };
/** More than can be delivered, to see how much is. */
const FLOOD = { events: 150, everyMs: 2 };

/** What 1,000 clients of the event stream get, and the same from a bare stream. */
export type FanOut = {
  readonly deliveriesPerSecond: number;
  readonly p99Ms: number;
  readonly bareDeliveriesPerSecond: number;
  readonly bareP99Ms: number;
};

type Counted = { readonly deliveriesPerSecond: number; readonly p99Ms: number };
type Served = AsyncDisposable & {
  readonly port: number;
  readonly publish: (seq: number) => void;
};

/**
 * Measures our hub and a bare `Deno.serve` stream in turn. The clients are in
 * a process of their own, so that both have the event loop to themselves.
 */
export async function measureFanOut(): Promise<FanOut> {
  const ours: Counted[] = [];
  const bare: Counted[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await measure(serveHub));
    bare.push(await measure(serveBare));
  }
  const of = (counted: readonly Counted[], name: keyof Counted) =>
    median(counted.map((each) => each[name]));
  return {
    deliveriesPerSecond: of(ours, "deliveriesPerSecond"),
    p99Ms: of(ours, "p99Ms"),
    bareDeliveriesPerSecond: of(bare, "deliveriesPerSecond"),
    bareP99Ms: of(bare, "p99Ms"),
  };
}

async function measure(serve: () => Served): Promise<Counted> {
  await using server = serve();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--allow-net=127.0.0.1",
      fileURLToPath(new URL("./fan_out_clients.ts", import.meta.url)),
      String(server.port),
      String(CLIENTS),
      String(CALM.events),
      String(FLOOD.events),
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const said = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  // It says a word when all are connected, one after each phase, then the result.
  await said.read();
  await publish(server, 0, CALM);
  await said.read();
  await publish(server, CALM.events, FLOOD);
  const { value = "" } = await said.read();
  await child.status;
  return JSON.parse(value);
}

async function publish(
  server: Served,
  after: number,
  { events, everyMs }: typeof CALM,
): Promise<void> {
  for (let n = 1; n <= events; n++) {
    server.publish(after + n);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

function serveHub(): Served {
  let fleet: Fleet = EMPTY_FLEET;
  let listener: Parameters<EventSource["subscribe"]>[0] | undefined;
  const hub = new SseHub({
    fleet: () => fleet,
    claudeStatus: () => ({ kind: "checking" }),
    historyState: () => ({ kind: "opening" }),
    storageStatus: () => STORAGE_AS_LEFT,
    readEvents: () => Promise.resolve([]),
    subscribe: (given) => {
      listener = given;
      return () => listener = undefined;
    },
  }, () => new Date().toISOString());
  const interest = parseInterest();
  if (!interest) throw new Error("Cannot measure: no topics are known");
  return served(() => hub.open(interest, 0), (seq) => {
    fleet = { ...fleet, seq };
    listener?.events([eventAt(seq)]);
  }, () => hub[Symbol.dispose]());
}

/** The least that a stream for many can do: encode once, and hand it to each. */
function serveBare(): Served {
  const clients = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  const open = () => {
    let mine: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream<Uint8Array>({
      start(controller) {
        clients.add(mine = controller);
        controller.enqueue(encoder.encode(": hello\n\n"));
      },
      cancel: () => void clients.delete(mine),
    });
  };
  return served(open, (seq) => {
    const frame = `id: ${seq}\ndata: ${JSON.stringify(eventAt(seq))}\n\n`;
    const bytes = encoder.encode(frame);
    for (const client of clients) client.enqueue(bytes);
  }, () => {
    for (const client of clients) client.close();
  });
}

function served(
  open: () => ReadableStream<Uint8Array>,
  publish: (seq: number) => void,
  end: () => void,
): Served {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () =>
      new Response(open(), {
        headers: { "content-type": "text/event-stream" },
      }),
  );
  return {
    port: server.addr.port,
    publish,
    async [Symbol.asyncDispose]() {
      end();
      await server.shutdown();
    },
  };
}

/** An event of ordinary size, which says in its reason when it was made. */
function eventAt(seq: number): FleetEvent {
  const at = performance.timeOrigin + performance.now();
  return {
    type: "queue.paused",
    seq,
    at: new Date().toISOString(),
    data: {
      by: { kind: "person" },
      reason: `@${at.toFixed(3)}@ ${"x".repeat(80)}`,
    },
  };
}
