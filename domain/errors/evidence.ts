import { z } from "zod";
import { beginning } from "../long_text.ts";

/** Lines of standard error, and frames, that are kept of one failure. */
export const EVIDENCE_LINES = 10;
export const EVIDENCE_FRAMES = 5;
const LINE_CHARS = 300;
const FRAME_CHARS = 400;

/** What proves a failure beside its words: the process's own last signs. */
export const Evidence = z.object({
  /** Exit code of the process; null while it lives, or where a signal ended it. */
  exit_code: z.int().nullable(),
  signal: z.string().nullable(),
  /** Its last lines of standard error, oldest first. */
  stderr: z.array(z.string().max(LINE_CHARS)).max(EVIDENCE_LINES),
  /** What it told last, oldest first, as JSON that may be cut. */
  frames: z.array(z.string().max(FRAME_CHARS)).max(EVIDENCE_FRAMES),
});
export type Evidence = z.infer<typeof Evidence>;

/** Nothing is known but the words of the failure. */
export const NO_EVIDENCE: Evidence = {
  exit_code: null,
  signal: null,
  stderr: [],
  frames: [],
};

/** Cuts evidence to what a record may hold: the newest of it. */
export function evidenceOf(
  facts: {
    readonly code?: number | undefined;
    readonly signal?: string | undefined;
    readonly stderr?: readonly string[];
    readonly frames?: readonly string[];
  },
): Evidence {
  const { code, signal, stderr = [], frames = [] } = facts;
  return {
    exit_code: signal === undefined ? code ?? null : null,
    signal: signal ?? null,
    stderr: stderr.slice(-EVIDENCE_LINES)
      .map((line) => beginning(line, LINE_CHARS)),
    frames: frames.slice(-EVIDENCE_FRAMES)
      .map((frame) => beginning(frame, FRAME_CHARS)),
  };
}
