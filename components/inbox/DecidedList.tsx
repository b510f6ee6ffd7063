import type { Approval } from "@/domain/approval.ts";
import { stateWords } from "@/domain/approval_words.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { Moment } from "../Moment.tsx";
import type { Look } from "../status.ts";
import { StatusChip } from "../StatusChip.tsx";
import { toolSummary } from "../transcript/tool_summary.ts";

type DecidedListProps = {
  /** Decided ones alone. */
  readonly approvals: readonly Approval[];
  readonly fleet: Fleet;
};

const LOOK: Readonly<
  Record<Approval["state"]["status"], readonly [Look, string]>
> = {
  pending: ["needs_you", "Waits"],
  allowed: ["done", "Allowed"],
  denied: ["failed", "Denied"],
  expired: ["stalled", "Ran out"],
  withdrawn: ["cancelled", "Withdrawn"],
};

/** What was decided so far: what, for whom, by whom, when. */
export function DecidedList({ approvals, fleet }: DecidedListProps) {
  return (
    <ul class="hits">
      {approvals.map((approval) => (
        <li key={approval.id} class="hit">
          <p class="hit-head">
            <Chip approval={approval} />
            <span class="hit-name">
              <a href={`/agents/${approval.agent_id}`}>
                {fleet.agents[approval.agent_id]?.name ?? "An agent"}
              </a>{" "}
              · {approval.tool}
            </span>
            <span class="meta">
              <Moment at={approval.state.since} />
            </span>
          </p>
          <p class="hit-text mono">
            {toolSummary(approval.input.text, approval.working_directory)}
          </p>
          <p class="hit-foot meta">
            <span>{sentence(stateWords(approval.state))}</span>
            {isUntold(approval) && (
              <span>
                not told to the agent yet: it will be, when it asks again
              </span>
            )}
            {approval.task_id && (
              <a href={`/tasks/${approval.task_id}`}>
                {fleet.tasks[approval.task_id]?.title ?? "its task"}
              </a>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Chip({ approval }: { readonly approval: Approval }) {
  const [look, word] = LOOK[approval.state.status];
  const status = approval.kind === "question" &&
      approval.state.status === "allowed"
    ? { look, word: "Answered" }
    : { look, word };
  return (
    <StatusChip
      status={{ ...status, reason: "", evidence: stateWords(approval.state) }}
    />
  );
}

function isUntold({ state, delivered_at }: Approval): boolean {
  return delivered_at === null &&
    (state.status === "allowed" || state.status === "denied");
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
