import { blotSecrets } from "@/domain/blot_secrets.ts";
import type { CliEvent, CliExit } from "@/domain/cli_event.ts";
import {
  type Evidence,
  EVIDENCE_FRAMES,
  EVIDENCE_LINES,
  evidenceOf,
} from "@/domain/errors/evidence.ts";

/** What says nothing of an ending: pieces that a whole follows, and receipts. */
const SILENT: ReadonlySet<CliEvent["kind"]> = new Set([
  "delta",
  "message_state",
  "message_received",
  "session_state",
  "tool_heartbeat",
  "exited",
]);

/** Evidence is kept and shown: what has the form of a key does not get into it. */
const blot = blotSecrets([]);

/** Keeps what one process told last: the proof, should it fail. */
export class LastSigns {
  readonly #stderr: string[] = [];
  readonly #frames: string[] = [];

  /** Every event of the process, in order. */
  observe(event: CliEvent): void {
    if (event.kind === "stderr") {
      return push(this.#stderr, event.line, EVIDENCE_LINES);
    }
    if (SILENT.has(event.kind) || isProgress(event)) return;
    push(this.#frames, JSON.stringify(event), EVIDENCE_FRAMES);
  }

  /** What is known now. @param exit How it ended, when it did. */
  evidence(exit?: CliExit): Evidence {
    return evidenceOf({
      code: exit?.code,
      signal: exit?.signal,
      stderr: (exit?.stderrTail.length ? exit.stderrTail : this.#stderr)
        .map(blot),
      frames: this.#frames,
    });
  }
}

/** How far the model's thinking is. */
function isProgress(event: CliEvent): boolean {
  return event.kind === "notice" && event.name === "system/thinking_tokens";
}

function push(list: string[], item: string, most: number): void {
  list.push(blot(item.slice(0, 2_000)).slice(0, 1_000));
  if (list.length > most) list.shift();
}
