import type { Approval } from "@/domain/approval.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { Age } from "@/components/Age.tsx";
import { formatAge } from "@/components/format.ts";
import { REQUEST_TEXT } from "@/components/text/request_text.ts";

/** With less than this left, the time is shown as urgent. */
const HURRY_MS = 120_000;

/** A request's task, how long it waits, and how long it still can. */
export function AskPlace(
  { approval, fleet, now }: {
    readonly approval: Approval;
    readonly fleet: Fleet;
    readonly now: number;
  },
) {
  const task = approval.task_id && fleet.tasks[approval.task_id];
  const state = fleet.agents[approval.agent_id]?.state;
  const isWaiting = state?.status === "busy" &&
    state.activity.kind === "awaiting_approval";
  const leftMs = Date.parse(approval.expires_at) - now;
  return (
    <p class="ask-place meta">
      {approval.task_id && (
        <a href={`/tasks/${approval.task_id}`}>
          {task ? task.title : REQUEST_TEXT.itsTask}
        </a>
      )}
      <span>
        {REQUEST_TEXT.asked} <Age since={approval.created_at} now={now} />{" "}
        {REQUEST_TEXT.ago}
      </span>
      <span class="num" data-hurry={leftMs < HURRY_MS}>
        {leftMs > 0
          ? REQUEST_TEXT.deniedInWithoutAnAnswer(formatAge(leftMs))
          : REQUEST_TEXT.itsTimeIsOver}
      </span>
      {approval.postponed_at && <span class="tag">{REQUEST_TEXT.putOff}</span>}
      {!isWaiting && (
        <span
          class="tag"
          title={REQUEST_TEXT.itsProcessIsGoneOr}
        >
          {REQUEST_TEXT.notWaitingNow}
        </span>
      )}
    </p>
  );
}
