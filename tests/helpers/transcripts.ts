import { z } from "zod";
import type { CliEvent } from "@/domain/cli_event.ts";
import { ControlChannel } from "@/wrapper/control_channel.ts";
import { Decoder } from "@/wrapper/decode/decoder.ts";
import { readFrame } from "@/wrapper/decode/frame.ts";
import { LineSplitter } from "@/wrapper/line_splitter.ts";
import { systemTimers } from "@/wrapper/timers.ts";

const FOLDER = new URL("../fixtures/transcripts/", import.meta.url);

const Row = z.object({
  dir: z.enum(["in", "out", "err", "note", "exit"]).optional(),
  msg: z.record(z.string(), z.unknown()).optional(),
  raw: z.string().optional(),
});

/** The names of all recorded sessions, in order. */
export function transcriptNames(): string[] {
  return [...Deno.readDirSync(FOLDER)]
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".jsonl"))
    .sort();
}

/** What a recorded session becomes, with what was written back to the CLI. */
export type Replay = {
  readonly events: readonly CliEvent[];
  readonly written: readonly Readonly<Record<string, unknown>>[];
  /** Result frames as they were recorded, in order. */
  readonly results: readonly Readonly<Record<string, unknown>>[];
};

/** Feeds a recorded session through the splitter, the control channel and the decoder. */
export function replay(name: string): Replay {
  const events: CliEvent[] = [];
  const written: Readonly<Record<string, unknown>>[] = [];
  const results: Readonly<Record<string, unknown>>[] = [];
  const sent = new Set<string>();
  const channel = new ControlChannel({
    write: (message) => Promise.resolve(void written.push(message)),
    timers: systemTimers,
    handled: () => Promise.resolve(),
    toolServers: {},
  });
  const decoder = new Decoder((uuid) => sent.delete(uuid));
  const splitter = new LineSplitter();
  const text = Deno.readTextFileSync(new URL(name, FOLDER));
  for (const line of text.trim().split("\n")) {
    const { dir, msg, raw } = Row.parse(JSON.parse(line));
    if (dir === "in" && typeof msg?.uuid === "string") sent.add(msg.uuid);
    if (dir !== "out") continue;
    if (msg?.type === "result") results.push(msg);
    const bytes = new TextEncoder().encode(`${raw ?? JSON.stringify(msg)}\n`);
    for (const line of splitter.push(bytes)) {
      const read = readFrame(line);
      if (!read.ok) events.push(read.event);
      else {
        events.push(
          ...channel.accept(read.frame) ?? decoder.decode(read.frame),
        );
      }
    }
  }
  return { events, written, results };
}

/** The kinds of events in order; equal neighbours are counted, as in `delta*3`. */
export function kindRuns(events: readonly CliEvent[]): string[] {
  const runs: { label: string; count: number }[] = [];
  for (const event of events) {
    const label = describe(event);
    const last = runs.at(-1);
    if (last?.label === label) last.count++;
    else runs.push({ label, count: 1 });
  }
  return runs.map(({ label, count }) =>
    count > 1 ? `${label}*${count}` : label
  );
}

function describe(event: CliEvent): string {
  switch (event.kind) {
    case "message_state":
    case "session_state":
      return `${event.kind}:${event.state}`;
    case "delta":
      return `delta:${event.of}`;
    case "block_finished":
      return `block_finished:${event.block.type}`;
    case "turn_ended": {
      const { succeeded, terminalReason } = event.result;
      return `turn_ended:${succeeded ? "succeeded" : terminalReason ?? "?"}`;
    }
    case "background_task":
      return `background_task:${event.phase}`;
    case "notice":
    case "unknown":
      return `${event.kind}:${event.name}`;
    default:
      return event.kind;
  }
}
