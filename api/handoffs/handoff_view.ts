import { z } from "@hono/zod-openapi";
import { Handoff, HandoffPart, HandoffState } from "@/domain/handoff.ts";
import type { Queries } from "@/domain/platform.ts";

const PartView = HandoffPart.extend({
  description: z.string(),
  instructions: z.string().nullable(),
});

/** A hand-off as programs see it: every text as a whole. */
export const HandoffView = Handoff.omit({ state: true, updated_seq: true })
  .extend({
    status: z.enum(
      HandoffState.options.map((state) => state.shape.status.value),
    ),
    status_since: z.string(),
    /** In which step it failed and why. */
    failed: HandoffState.options[6].pick({ step: true, failure: true })
      .nullable(),
    requirements: z.string().nullable(),
    parts: z.array(PartView),
    result: z.object({ output: z.string(), succeeded: z.boolean() }).nullable(),
  }).openapi("Handoff");
export type HandoffView = z.infer<typeof HandoffView>;

/** Gives the hand-off as programs see it. */
export async function handoffView(
  { state, updated_seq: _, ...handoff }: Handoff,
  fullText: Queries["fullText"],
): Promise<HandoffView> {
  const { requirements, result } = handoff;
  return {
    ...handoff,
    status: state.status,
    status_since: state.since,
    failed: state.status === "failed"
      ? { step: state.step, failure: state.failure }
      : null,
    requirements: requirements && await fullText(requirements),
    parts: await Promise.all(handoff.parts.map(async (part) => ({
      ...part,
      description: await fullText(part.description),
      instructions: part.instructions && await fullText(part.instructions),
    }))),
    result: result &&
      { ...result, output: await fullText(result.output) },
  };
}
