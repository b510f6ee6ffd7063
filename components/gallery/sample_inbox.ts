import type { Approval, ApprovalState } from "@/domain/approval.ts";
import type { ApprovalRule } from "@/domain/approval_rule.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type {
  AgentId,
  ApprovalId,
  RuleId,
  SessionId,
  TaskId,
} from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { byId, SAMPLE_NOW, sampleFleet, sampleId } from "./sample_fleet.ts";

const MINUTE = 60_000;

type Sample = {
  readonly agent?: number;
  readonly tool?: string;
  readonly input?: unknown;
  readonly state?: ApprovalState;
  /** Minutes since it was asked. */
  readonly ageMin?: number;
  readonly changes?: Partial<Approval>;
};

/**
 * A request by its number, as of `nowMs`; agent `n` asks it for task `100 + n`.
 * It waits, and runs out 15 minutes after it was asked.
 */
export function sampleApproval(
  number: number,
  { agent = 4, tool = "Bash", input = {}, state, ageMin = 1, changes }: Sample,
  nowMs = SAMPLE_NOW,
): Approval {
  const at = (min: number) => new Date(nowMs - min * MINUTE).toISOString();
  return {
    id: sampleId(number) as ApprovalId,
    agent_id: sampleId(agent) as AgentId,
    task_id: sampleId(100 + agent) as TaskId,
    session_id: null as SessionId | null,
    kind: tool === "AskUserQuestion" ? "question" : "permission",
    tool,
    tool_use_id: `toolu_${number}`,
    input: shortText(JSON.stringify(input)),
    fingerprint: number.toString(16).padStart(64, "0"),
    blocked_path: null,
    working_directory: "/srv/vamp/data/agents/dee/work",
    state: state ?? { status: "pending", since: at(ageMin) },
    expires_at: at(ageMin - 15),
    postponed_at: null,
    delivered_at: state ? state.since : null,
    created_at: at(ageMin),
    updated_at: at(ageMin),
    updated_seq: number,
    ...changes,
  };
}

/** A rule by its number, that has answered a few requests. */
export function sampleRule(
  number: number,
  effect: ApprovalRule["effect"],
  pattern: ApprovalRule["pattern"],
  note = "",
  nowMs = SAMPLE_NOW,
): ApprovalRule {
  const at = new Date(nowMs - 90 * MINUTE).toISOString();
  return {
    id: sampleId(number) as RuleId,
    effect,
    pattern,
    note,
    created_by: { kind: "person" },
    hits: number % 10,
    last_hit_at: number % 10 > 0 ? at : null,
    created_at: at,
    updated_at: at,
    updated_seq: number,
  };
}

/** The sample fleet with requests of every kind, decisions and rules, as of `nowMs`. */
export function sampleInbox(nowMs = SAMPLE_NOW): Fleet {
  const requests = [...pending(), ...decided(nowMs)].map(([number, sample]) =>
    sampleApproval(number, sample, nowMs)
  );
  return {
    ...sampleFleet(),
    approvals: byId(requests),
    rules: byId([
      sampleRule(
        603,
        "allow",
        {
          tool: "Bash",
          command: "deno test *",
        },
        "",
        nowMs,
      ),
      sampleRule(
        600,
        "deny",
        {
          tool: "Bash",
          command: "git push*",
        },
        "Only a person pushes.",
        nowMs,
      ),
      sampleRule(
        601,
        "allow",
        {
          tool: "Edit",
          path: "docs/**",
          task_id: sampleId(103) as TaskId,
        },
        "",
        nowMs,
      ),
    ]),
  };
}

function pending(): [number, Sample][] {
  return [
    [401, {
      ageMin: 13.5,
      input: {
        command: "rm -rf dist && deno task build --out dist",
        description: "Rebuild the bundle from scratch",
        timeout: 120_000,
      },
    }],
    [402, {
      agent: 1,
      tool: "Edit",
      ageMin: 4,
      input: {
        file_path: "/srv/vamp/data/agents/dee/work/src/session.ts",
        old_string:
          "export function isOpen(session: Session) {\n  return session.endedAt === null;\n}",
        new_string:
          "/** Whether it takes new work. */\nexport function isOpen(session: Session): boolean {\n  return session.endedAt === undefined;\n}",
        replace_all: false,
      },
    }],
    [403, {
      agent: 2,
      tool: "AskUserQuestion",
      ageMin: 2,
      input: {
        questions: [{
          question: "Which provider shall sign people in?",
          header: "Provider",
          multiSelect: false,
          options: [
            { label: "Keycloak", description: "Runs on our own host" },
            { label: "Entra ID", description: "What the office uses" },
          ],
        }, {
          question: "Which pages need it?",
          header: "Pages",
          multiSelect: true,
          options: [{ label: "Admin" }, { label: "Reports" }],
        }],
      },
    }],
    [404, {
      agent: 3,
      tool: "mcp__tracker__create_issue",
      ageMin: 0.5,
      input: {
        title: "Table of contents has no entry for \u202etxt.exe",
        labels: ["docs"],
        priority: 2,
      },
    }],
    [405, {
      agent: 3,
      tool: "Write",
      ageMin: 6,
      input: {
        file_path: "/srv/vamp/data/agents/dee/work/docs/toc.md",
        content: "# Contents\n\n- [Start](start.md)\n- [Runbook](runbook.md)\n",
      },
      changes: { postponed_at: new Date(SAMPLE_NOW).toISOString() },
    }],
  ];
}

function decided(nowMs: number): [number, Sample][] {
  const since = new Date(nowMs - 30 * MINUTE).toISOString();
  const person = { kind: "person" } as const;
  const asked = (command: string, state: ApprovalState): Sample => ({
    ageMin: 40,
    input: { command },
    state,
  });
  return [
    [
      391,
      asked("deno test tests/unit", {
        status: "allowed",
        since,
        by: { kind: "rule", rule_id: sampleId(603) },
        scope: "always",
        answers: null,
      }),
    ],
    [
      392,
      asked("git push origin main", {
        status: "denied",
        since,
        by: { kind: "rule", rule_id: sampleId(600) },
        note: "Only a person pushes.",
      }),
    ],
    [393, {
      ...asked("npm publish", {
        status: "denied",
        since,
        by: person,
        note: "Wait for the release.",
      }),
      changes: { delivered_at: null },
    }],
    [394, asked("sudo apt install jq", { status: "expired", since })],
    [
      395,
      asked("ls", {
        status: "withdrawn",
        since,
        reason: "its task was cancelled",
      }),
    ],
  ];
}
