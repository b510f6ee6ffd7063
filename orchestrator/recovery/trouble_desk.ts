import type { EventDraft } from "@/domain/event.ts";
import { failure, type FailureKind } from "@/domain/failure.ts";
import { IncidentId } from "@/domain/ids.ts";
import { type Incident, STEP_CHARS } from "@/domain/incident.ts";
import { isIncidentOver } from "@/domain/incident_status.ts";
import { beginning } from "@/domain/long_text.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LogPort, Sources } from "../ports.ts";
import { raiseError } from "./raise_error.ts";

export type TroubleDeskDeps = {
  readonly writer: Pick<EventWriter, "head" | "append">;
  readonly sources: Sources;
  readonly log: LogPort;
};

/**
 * Tells of failures that no event of the log tells of by itself: of the stores,
 * of connections, of the host. While the live store takes nothing, it waits.
 */
export class TroubleDesk {
  constructor(private readonly deps: TroubleDeskDeps) {}

  /** A part of the platform failed. */
  raise(kind: FailureKind, message: string): Promise<void> {
    const { writer, sources } = this.deps;
    const id = IncidentId.parse(sources.newId());
    return this.#append(() => {
      const trouble = { failure: failure(kind, message) };
      const at = sources.now();
      return raiseError(writer.head, trouble, at, () => id).drafts;
    });
  }

  /** What was decided about it goes on; nothing when it is over. */
  recovering(kind: FailureKind, words: string): Promise<void> {
    return this.#append(() => this.#step("error.recovering", kind, words));
  }

  /** It works again; nothing when it was over before. */
  recovered(kind: FailureKind, words: string): Promise<void> {
    return this.#append(() => this.#step("error.recovered", kind, words));
  }

  /** A failure that is over when it can be told. */
  past(kind: FailureKind, message: string, words: string): Promise<void> {
    const { writer, sources } = this.deps;
    const id = IncidentId.parse(sources.newId());
    return this.#append(() => {
      const trouble = { failure: failure(kind, message) };
      const { incident, drafts } = raiseError(
        writer.head,
        trouble,
        sources.now(),
        () => id,
      );
      return [...drafts, {
        type: "error.recovered",
        incident_id: incident,
        data: { words: beginning(words, STEP_CHARS) },
      }];
    });
  }

  #step(
    type: "error.recovering" | "error.recovered",
    kind: FailureKind,
    words: string,
  ): EventDraft[] {
    return this.#open(kind).map(({ id }) => ({
      type,
      incident_id: id,
      data: { words: beginning(words, STEP_CHARS) },
    }));
  }

  /** Those that are not about one agent or task alone. */
  #open(kind: FailureKind): Incident[] {
    return Object.values(this.deps.writer.head.incidents)
      .filter((incident) =>
        incident.cause === kind && !isIncidentOver(incident)
      );
  }

  #append(drafts: () => readonly EventDraft[]): Promise<void> {
    return appendFacts(this.deps, drafts);
  }
}
