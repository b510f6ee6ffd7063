import { z } from "zod";

/** Every id of ours is a UUIDv7, so that ids sort by the time they were made. */
const id = z.uuid();

export const AgentId = id.brand<"AgentId">();
export type AgentId = z.infer<typeof AgentId>;

export const TaskId = id.brand<"TaskId">();
export type TaskId = z.infer<typeof TaskId>;

export const SessionId = id.brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

export const HandoffId = id.brand<"HandoffId">();
export type HandoffId = z.infer<typeof HandoffId>;

export const MessageId = id.brand<"MessageId">();
export type MessageId = z.infer<typeof MessageId>;

export const ApprovalId = id.brand<"ApprovalId">();
export type ApprovalId = z.infer<typeof ApprovalId>;

export const RuleId = id.brand<"RuleId">();
export type RuleId = z.infer<typeof RuleId>;

export const IncidentId = id.brand<"IncidentId">();
export type IncidentId = z.infer<typeof IncidentId>;

/** When an id of ours was made, in milliseconds since 1970. */
export function madeAtMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The caller's own name for a task; sending it twice makes one task. */
export const ExternalId = z.string().regex(
  /^[A-Za-z0-9._-]{1,64}$/,
  "takes 1 to 64 letters, digits, dots, underscores or dashes",
);

/** A moment in UTC, as ISO 8601 text with milliseconds. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;
