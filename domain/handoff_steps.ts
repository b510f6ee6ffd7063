/** Parts that one task may be taken apart into. */
export const MAX_PARTS = 10;
/** How often one part may be sent back. */
export const MAX_SENT_BACK = 1;

/** The five steps, in their order; `executing` alone is the workers'. */
export const HANDOFF_STEPS = [
  "analyzing",
  "selecting",
  "instructing",
  "executing",
  "processing",
] as const;
export type HandoffStep = typeof HANDOFF_STEPS[number];
