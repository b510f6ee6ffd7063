import { z } from "@hono/zod-openapi";
import { ERROR_TYPES, SEVERITIES } from "@/domain/errors/error_type.ts";
import { FAILURE_KINDS } from "@/domain/failure_kinds.ts";
import { AgentId, SessionId, TaskId } from "@/domain/ids.ts";

/** What a request may ask of a list of what went wrong, and how much of it at once. */
export const WHICH_FAILURES = {
  error_type: z.enum(ERROR_TYPES).optional(),
  kind: z.enum(FAILURE_KINDS).optional(),
  /** This one, or worse. */
  severity: z.enum(SEVERITIES).optional(),
  agent_id: AgentId.optional(),
  task_id: TaskId.optional(),
  session_id: SessionId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
