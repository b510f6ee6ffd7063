import type { CliEvent } from "@/domain/cli_event.ts";

/**
 * The event without the secrets that it shows, wherever its texts are. Pieces
 * of blocks stay as they are: they are shown while they are written and never
 * stored, and the block that follows has no secrets.
 */
export function blottedEvent(
  event: CliEvent,
  blot: (text: string) => string,
): CliEvent {
  return event.kind === "delta" ? event : changed(event, blot) as CliEvent;
}

/** The value with each of its texts changed; the same object when none was. */
function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => changed(item, change));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  const before = Object.entries(value);
  const after = before.map(([key, each]) =>
    [key, changed(each, change)] as const
  );
  return after.some(([, each], i) => each !== before[i]?.[1])
    ? Object.fromEntries(after)
    : value;
}
