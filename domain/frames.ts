import type { AgentId, Instant } from "./ids.ts";

/** Where a raw line went: out of the process, into it, or to its error output. */
export const FRAME_SIDES = ["out", "in", "err"] as const;
export type FrameSide = typeof FRAME_SIDES[number];

/** One line that went between the server and a process, as it was. */
export type Frame = {
  /** Rises by one per line of the agent. */
  readonly n: number;
  readonly at: Instant;
  readonly from: FrameSide;
  /** Of the whole line, also when it is cut. */
  readonly bytes: number;
  /** The line without its end; secrets are blotted out. */
  readonly line: string;
};

/** A line as it goes by. */
export type RawLine = {
  readonly from: FrameSide;
  /** The beginning alone, where it is too long to be read as a whole. */
  readonly text: string;
  /** Of the whole line. */
  readonly bytes: number;
};

/** Characters of one line that are kept. */
export const MAX_FRAME_CHARS = 32_768;

/** What can be asked about the raw lines of an agent. */
export interface FrameQueries {
  /** The last `limit` lines before number `before` that are kept, oldest first. */
  readFrames(
    id: AgentId,
    range: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<readonly Frame[]>;
}
