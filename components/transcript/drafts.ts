import type { LiveDelta } from "@/domain/event.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";

/** A block that the model is still writing. */
export type Draft = {
  readonly messageId: string;
  readonly blockIndex: number;
  readonly of: "text" | "thinking" | "tool_input";
  readonly text: string;
};

const DRAFT_OF: Readonly<
  Partial<Record<TranscriptEntry["kind"], Draft["of"]>>
> = { text: "text", thinking: "thinking", tool_call: "tool_input" };

/** The drafts after one more piece of text, or without an abandoned message. */
export function applyDelta(
  drafts: readonly Draft[],
  delta: LiveDelta,
): readonly Draft[] {
  if (delta.type === "transcript.abandoned") {
    return drafts.filter((draft) => draft.messageId !== delta.message_id);
  }
  const isSame = (draft: Draft) =>
    draft.messageId === delta.message_id &&
    draft.blockIndex === delta.block_index;
  if (drafts.some(isSame)) {
    return drafts.map((draft) =>
      isSame(draft) ? { ...draft, text: draft.text + delta.text } : draft
    );
  }
  return [...drafts, {
    messageId: delta.message_id,
    blockIndex: delta.block_index,
    of: delta.of,
    text: delta.text,
  }];
}

/**
 * The drafts after a finished entry. Blocks of one message finish in the order
 * in which they began, so the entry takes the place of the first of its kind.
 */
export function settleDrafts(
  drafts: readonly Draft[],
  entry: TranscriptEntry,
): readonly Draft[] {
  if (drafts.length === 0) return drafts;
  if (entry.kind === "turn_ended") return [];
  const of = DRAFT_OF[entry.kind];
  if (!of || !("message_id" in entry)) return drafts;
  const done = drafts.findIndex((draft) =>
    draft.messageId === entry.message_id && draft.of === of
  );
  return done < 0 ? drafts : drafts.toSpliced(done, 1);
}
