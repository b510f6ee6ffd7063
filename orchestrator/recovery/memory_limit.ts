import type { EventDraft } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { MemoryStep, MemoryUse } from "@/domain/memory_over.ts";

/** Where the processes of one agent stand with their limit on memory. */
export type MemoryStanding =
  | { readonly kind: "within" }
  /** They were over it at the last look, and that was told. */
  | { readonly kind: "warned" }
  /** The turn was interrupted for it. */
  | { readonly kind: "interrupted" }
  /** They are being ended for it. */
  | { readonly kind: "ended" };

/** What one look at the processes leads to. */
export type MemoryVerdict = {
  readonly standing: MemoryStanding;
  /** What is to be done now; `undefined`: nothing. */
  readonly act: MemoryStep | "eased" | undefined;
};

export const WITHIN: MemoryStanding = { kind: "within" };

/** From this many times the limit on, nobody waits for a second look. */
const GROSS = 2;

/**
 * What follows from what an agent's processes occupy at one look: a warning at
 * first, an interruption when the next look shows the same, then their end.
 * Who grows fast is interrupted at once. Pure.
 */
export function judgeMemory(
  before: MemoryStanding,
  { used_mb, limit_mb }: MemoryUse,
): MemoryVerdict {
  if (before.kind === "ended") return { standing: before, act: undefined };
  if (used_mb <= limit_mb) {
    const act = before.kind === "within" ? undefined : "eased";
    return { standing: WITHIN, act };
  }
  const act = nextStep(before, used_mb >= GROSS * limit_mb);
  return { standing: { kind: act }, act };
}

function nextStep(
  { kind }: Exclude<MemoryStanding, { kind: "ended" }>,
  isGross: boolean,
): MemoryStep {
  switch (kind) {
    case "within":
      return isGross ? "interrupted" : "warned";
    case "warned":
      return "interrupted";
    case "interrupted":
      return "ended";
  }
}

/** What is wrong, in words. */
export function memoryWords({ used_mb, limit_mb }: MemoryUse): string {
  return `Its processes occupy ${used_mb} MiB of memory, and may occupy ${limit_mb}`;
}

/** What the transcript of the agent says of it. */
export function memoryNote(step: MemoryStep, use: MemoryUse): string {
  return `${memoryWords(use)}: ${NOTES[step]}`;
}

const NOTES: Readonly<Record<MemoryStep, string>> = {
  warned: "its turn is interrupted if that stays so",
  interrupted: "its turn is interrupted",
  ended: "its process is ended, and another one takes its place",
};

/** What the log says of it. */
export function memoryDraft(
  agent_id: AgentId,
  act: MemoryStep | "eased",
  use: MemoryUse,
): EventDraft {
  return act === "eased"
    ? { type: "agent.memory_eased", agent_id, data: use }
    : { type: "agent.memory_exceeded", agent_id, data: { ...use, step: act } };
}
