import { z } from "@hono/zod-openapi";
import {
  type AttemptReport,
  HISTORY_KINDS,
  type HistoryHit,
} from "@/domain/history.ts";
import { Failure } from "@/domain/failure.ts";
import { Attempt, ATTEMPT_OUTCOMES } from "@/domain/task.ts";

const Named = z.object({ id: z.string(), name: z.string() });

/** Where something was found, as programs see it. */
export const HitView = z.object({
  kind: z.enum(HISTORY_KINDS),
  at: z.string(),
  /** The text around what was found; `hit` marks the words. */
  snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })),
  session: Named.nullable(),
  task: Named.nullable(),
  agent: Named.nullable(),
  /** Of a task: how it ended. */
  outcome: z.enum(ATTEMPT_OUTCOMES).nullable(),
  /** Of a transcript: the number of the entry, and its kind. */
  entry: z.int().nullable(),
  entry_kind: z.string().nullable(),
}).openapi("HistoryHit");
export type HitView = z.infer<typeof HitView>;

/** Gives the hit as programs see it: every field, whatever its kind. */
export function hitView(hit: HistoryHit): HitView {
  const { kind, at, session, task, agent } = hit;
  return {
    kind,
    at,
    snippet: [...hit.snippet],
    session,
    task,
    agent,
    outcome: kind === "task" ? hit.outcome : null,
    entry: kind === "transcript" ? hit.entry : null,
    entry_kind: kind === "transcript" ? hit.entry_kind : null,
  };
}

/** One run of a task, with its agent's name and why it failed. */
export const AttemptView = Attempt.extend({
  agent_name: z.string().nullable(),
  failure: Failure.nullable(),
}).openapi("Attempt") satisfies z.ZodType<AttemptReport>;
