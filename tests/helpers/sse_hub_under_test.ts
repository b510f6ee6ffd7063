import { strict as assert } from "node:assert";
import { SseHub, type StreamPace } from "@/api/events/sse_hub.ts";
import { parseInterest } from "@/api/events/topics.ts";
import type { AgentId } from "@/domain/ids.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { type Frame, SseReader } from "@/tests/helpers/sse_reader.ts";

export const STOPPED = { type: "server.stopped", data: {} } as const;
export const PAGE = 500;

/** A platform whose log has this many events. */
export function platformWith(events: number): MemoryPlatform {
  const platform = new MemoryPlatform();
  platform.commit(...Array.from({ length: events }, () => STOPPED));
  return platform;
}

/** Everything goes out at once, unless the test wants it otherwise. */
export function openHub(
  platform: MemoryPlatform,
  pace: Partial<StreamPace> = {},
  onCut?: (behindBytes: number) => void,
): SseHub {
  const now = () => "2026-01-01T00:00:00.000Z";
  return new SseHub(platform, now, { batchMs: 0, ...pace }, onCut);
}

/** A reader of a stream that resumes after `since`, and hears those topics. */
export function join(hub: SseHub, since?: number, topics?: string): SseReader {
  const parsed = parseInterest(topics);
  assert.ok(parsed);
  return new SseReader(hub.open(parsed, since));
}

/** Makes an agent, and gives its id. */
export async function newAgentId(platform: MemoryPlatform): Promise<AgentId> {
  const made = await platform.createAgent({
    role: "worker",
    model: "sonnet",
    permission_mode: "default",
    allowed_tools: [],
    resource_limits: {},
  });
  assert.ok(made.ok);
  return made.value.id;
}

export const isEvent = ({ event }: Frame) => event === "message";
export const seqs = (frames: readonly Frame[]) =>
  frames.map(({ id }) => Number(id));
export const upTo = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n + 1);
