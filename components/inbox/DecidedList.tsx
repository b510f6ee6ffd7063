import type { Approval } from "@/domain/approval.ts";
import { stateWords } from "@/domain/approval_words.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { Moment } from "../Moment.tsx";
import type { Look } from "../status.ts";
import { StatusChip } from "../StatusChip.tsx";
import { ExactText } from "./ExactText.tsx";
import { toolSummary } from "../transcript/tool_summary.ts";
import { INBOX_TEXT } from "@/components/text/inbox_text.ts";

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
                {fleet.agents[approval.agent_id]?.name ?? INBOX_TEXT.anAgent}
              </a>{" "}
              · {approval.tool}
            </span>
            <span class="meta">
              <Moment at={approval.state.since} />
            </span>
          </p>
          <Asked approval={approval} />
          <p class="hit-foot meta">
            <span>{sentence(stateWords(approval.state))}</span>
            {isUntold(approval) && <span>{INBOX_TEXT.notToldToTheAgent}</span>}
            {approval.task_id && (
              <a href={`/tasks/${approval.task_id}`}>
                {fleet.tasks[approval.task_id]?.title ?? INBOX_TEXT.itsTask}
              </a>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What was asked; of a question, what it was answered. */
function Asked({ approval }: { readonly approval: Approval }) {
  const { state, input, working_directory } = approval;
  const answers = state.status === "allowed" && state.answers
    ? Object.entries(state.answers)
    : [];
  if (answers.length === 0) {
    return (
      <p class="hit-text mono">
        {toolSummary(input.text, working_directory)}
      </p>
    );
  }
  return (
    <dl class="hit-text answers">
      {answers.map(([question, answer]) => (
        <div key={question}>
          <dt>
            <ExactText text={question} />
          </dt>
          <dd>
            <ExactText text={answer} />
          </dd>
        </div>
      ))}
    </dl>
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
