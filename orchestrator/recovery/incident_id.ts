import { IncidentId, type Instant } from "@/domain/ids.ts";

/**
 * The id of the incident that an event begins: a UUIDv7 made of its time and
 * its place in the log, so that what follows from an event is the same however
 * often it is worked out. Pure.
 *
 * @param part Tells apart what follows from the same event.
 */
export function incidentId(at: Instant, seq: number, part = 0): IncidentId {
  const ms = hex(Date.parse(at), 12);
  const place = hex(seq, 14);
  return IncidentId.parse(
    [
      ms.slice(0, 8),
      ms.slice(8),
      `7${hex(part, 3)}`,
      `8${place.slice(0, 3)}`,
      `0${place.slice(3)}`,
    ].join("-"),
  );
}

function hex(value: number, digits: number): string {
  return Math.trunc(value).toString(16).padStart(digits, "0").slice(-digits);
}
