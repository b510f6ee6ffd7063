import type { FleetEvent } from "@/domain/event.ts";
import type { Format } from "./client_message.ts";
import { messagesOf, type Records } from "./server_message.ts";

/** A message as it goes out; `part` is its number among those of its event. */
export type Told = { readonly part: number; readonly text: string };

/** One event of the log, and the messages that tell of it, each encoded once for all who hear it. */
export class ToldEvent {
  readonly #told = new Map<Format, readonly Told[]>();

  /** @param records As they are now; messages show them. */
  constructor(
    readonly event: FleetEvent,
    private readonly records: Records,
  ) {}

  /** Its messages in that form, in order; often none. */
  in(format: Format): readonly Told[] {
    let told = this.#told.get(format);
    if (!told) {
      told = this.#encode(format);
      this.#told.set(format, told);
    }
    return told;
  }

  #encode(format: Format): readonly Told[] {
    const { seq, at } = this.event;
    const bodies = format === "events"
      ? [{ type: "event", data: this.event }]
      : messagesOf(this.event, this.records);
    return bodies.flatMap((body, part) => {
      if (!body) return [];
      const id = `${seq}.${part}`;
      const message = { ...body, seq, timestamp: at, id, source: "backend" };
      return { part, text: JSON.stringify(message) };
    });
  }
}
