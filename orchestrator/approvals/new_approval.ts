import type { Agent } from "@/domain/agent.ts";
import type { Approval } from "@/domain/approval.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import type { ApprovalId, Instant, TaskId } from "@/domain/ids.ts";
import { questionsIn } from "@/domain/questions.ts";
import type { LiveStorePort, LogPort, Sources } from "../ports.ts";
import { keepText } from "../store_text.ts";

export type PermissionRequested = Extract<
  CliEvent,
  { kind: "permission_requested" }
>;

/** The record of a request that just came, at `at`; its input is stored with all of its text. */
export async function newApproval(
  deps: {
    readonly store: Pick<LiveStorePort, "saveText">;
    readonly sources: Sources;
    readonly log: LogPort;
    readonly timeoutMs: number;
  },
  asked: {
    readonly agent: Agent;
    readonly taskId: TaskId | undefined;
    readonly event: PermissionRequested;
  },
  place: {
    readonly id: ApprovalId;
    readonly fingerprint: string;
    readonly at: Instant;
  },
): Promise<Approval> {
  const { agent, event } = asked;
  const { id, fingerprint, at } = place;
  const input = await keepText(deps, JSON.stringify(event.input));
  return {
    id,
    agent_id: agent.id,
    task_id: asked.taskId ?? null,
    session_id: agent.session_id,
    kind: event.needsPerson && questionsIn(event.input).length > 0
      ? "question"
      : "permission",
    tool: event.toolName,
    tool_use_id: event.toolUseId ?? null,
    input,
    fingerprint,
    blocked_path: event.blockedPath ?? null,
    working_directory: agent.working_directory,
    state: { status: "pending", since: at },
    expires_at: expiry(at, deps.timeoutMs),
    postponed_at: null,
    delivered_at: null,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}

/** When a request that was asked, or put off, at `at` runs out. */
export function expiry(at: Instant, timeoutMs: number): Instant {
  return new Date(Date.parse(at) + timeoutMs).toISOString();
}
