import type { CliEvent } from "@/domain/cli_event.ts";

/** The largest event that is passed on, in bytes of its JSON. */
export const MAX_EVENT_BYTES = 1024 * 1024;

/** Tried one after the other until the event fits: characters a string, items a list. */
const LIMITS = [
  { characters: 256 * 1024, items: 10_000 },
  { characters: 16 * 1024, items: 1000 },
  { characters: 1024, items: 100 },
  { characters: 256, items: 20 },
] as const;

const MAX_DEPTH = 12;

/** Cuts what is too long for one event, and says in its place how much is gone. */
export function capEvent(event: CliEvent): CliEvent {
  if (fits(event)) return event;
  for (const limit of LIMITS) {
    const cut = cutValue(event, limit, 0) as CliEvent;
    if (fits(cut)) return cut;
  }
  return {
    kind: "malformed",
    reason: "too_long",
    sizeBytes: jsonBytes(event),
    sample: event.kind,
  };
}

function fits(event: CliEvent): boolean {
  return jsonBytes(event) <= MAX_EVENT_BYTES;
}

function jsonBytes(event: CliEvent): number {
  return new TextEncoder().encode(JSON.stringify(event)).length;
}

function cutValue(
  value: unknown,
  limit: typeof LIMITS[number],
  depth: number,
): unknown {
  if (typeof value === "string") return cutText(value, limit.characters);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[… cut: nested too deeply]";
  if (Array.isArray(value)) {
    const kept = value.slice(0, limit.items)
      .map((item) => cutValue(item, limit, depth + 1));
    const gone = value.length - kept.length;
    return gone === 0 ? kept : [...kept, `[… ${gone} items cut]`];
  }
  const entries = Object.entries(value);
  const kept = entries.slice(0, limit.items)
    .map(([key, item]) => [key, cutValue(item, limit, depth + 1)]);
  const gone = entries.length - kept.length;
  if (gone > 0) kept.push(["…", `[… ${gone} fields cut]`]);
  return Object.fromEntries(kept);
}

/** Shortens a text to `characters`, ending in a mark that says how much is gone. */
function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const gone = text.length - characters;
  return `${text.slice(0, characters)}\n[… ${gone} characters cut]`;
}
