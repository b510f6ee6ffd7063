import type { Actor } from "@/domain/actor.ts";
import type { Approval, ApprovalState, Decision } from "@/domain/approval.ts";
import type { NewRule } from "@/domain/approval_rule.ts";
import type { Instant } from "@/domain/ids.ts";
import { type Question, questionsIn, unanswered } from "@/domain/questions.ts";
import type { Asked } from "@/domain/rule_matching.ts";
import { narrowPattern } from "@/domain/rule_pattern.ts";

const MAX_ANSWER_CHARS = 8_000;
/** Answers stand beside their questions, and both have to fit into one record. */
export const MAX_ANSWERED_CHARS = 16_000;

type Settling = Exclude<Decision, { decision: "postpone" }>;

/** What a person's decision comes to, or why it does not fit the request. */
export type Ruling =
  | {
    readonly state: Exclude<ApprovalState, { status: "pending" }>;
    /** The rule that makes it last. */
    readonly rule: NewRule | undefined;
  }
  | { readonly problem: string };

/** Checks a decision against what was asked. Pure. */
export function rulingOf(
  approval: Approval,
  asked: Asked,
  decision: Settling,
  by: Actor,
  at: Instant,
): Ruling {
  if (decision.decision === "deny") {
    const state = { status: "denied", since: at, by, note: decision.note };
    return { state: { ...state, status: "denied" }, rule: undefined };
  }
  const { scope, answers = {} } = decision;
  if (approval.kind === "question") {
    const problem = answersProblem(questionsIn(asked.input), answers);
    if (scope !== "once") return { problem: "a question is answered once" };
    if (problem) return { problem };
  } else if (decision.answers) {
    return { problem: "it asks no questions" };
  }
  const rule = scope === "once" ? undefined : lastingRule(asked, scope);
  if (rule && "problem" in rule) return rule;
  return {
    state: {
      status: "allowed",
      since: at,
      by,
      scope,
      answers: approval.kind === "question" ? answers : null,
    },
    rule,
  };
}

function answersProblem(
  questions: readonly Question[],
  answers: Readonly<Record<string, string>>,
): string | undefined {
  const open = unanswered(questions, answers);
  if (open.length > 0) {
    const words = open.map(({ question }) => `"${question}"`).join(", ");
    return `it needs an answer to ${words}`;
  }
  const unasked = Object.keys(answers).find((key) =>
    !questions.some(({ question }) => question === key)
  );
  if (unasked !== undefined) return `it does not ask "${unasked}"`;
  const chars = Object.values(answers).join("").length;
  if (chars > MAX_ANSWER_CHARS) {
    return `its answers take at most ${MAX_ANSWER_CHARS} characters together`;
  }
  return Object.entries(answers).flat().join("").length > MAX_ANSWERED_CHARS
    ? `its questions are too long to be kept with their answers; deny it, and say what you want`
    : undefined;
}

function lastingRule(
  asked: Asked,
  scope: "task" | "always",
): NewRule | { readonly problem: string } {
  const pattern = narrowPattern(asked);
  if (!pattern) {
    return { problem: "no rule can say this command, so allow it once" };
  }
  if (scope === "always") return { effect: "allow", pattern, note: "" };
  if (!asked.task_id) return { problem: "it belongs to no task" };
  const task_id = asked.task_id as NewRule["pattern"]["task_id"];
  return { effect: "allow", pattern: { ...pattern, task_id }, note: "" };
}
