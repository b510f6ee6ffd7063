import type { RuleInput } from "@/model/mod.ts";
import type { Scenario } from "./scenario.ts";

const TURNS = { error_type: "resource_exhaustion", kind: "max_turns" };
const BUDGET = { error_type: "resource_exhaustion", kind: "budget" };
const OUTPUT = { error_type: "task_failure", kind: "output_too_long" };
const STALLED = { error_type: "cli_timeout", kind: "stalled" };
const TIMED_OUT = { error_type: "cli_timeout", kind: "timed_out" };
const INTERRUPTED = { error_type: "task_failure", kind: "interrupted" };

const ENDLESS = {
  text: "word ".repeat(2_000),
  chunk_size: 5,
  chunk_delay_ms: 20,
};
const LONG_TOOL = {
  tool: {
    name: "Bash",
    input: { command: "echo go; read -t 60 x < <(:); tail -f /dev/null" },
  },
};
const ALLOWED = ["--allowedTools=Bash"];

/** Endings of turns that the CLI, the task or the platform brings about; and good ones. */
export function turnScenarios(): Scenario[] {
  return [
    ...[1, 2, 3].map((turns): Scenario => ({
      name: `at most ${turns} turns`,
      label: TURNS,
      args: [...ALLOWED, `--max-turns=${turns}`],
      rules: tool("echo again"),
    })),
    ...["0.000001", "0.0001", "0.001"].map((usd): Scenario => ({
      name: `a budget of ${usd} dollars`,
      label: BUDGET,
      args: [...ALLOWED, `--max-budget-usd=${usd}`],
      rules: tool("echo again"),
    })),
    {
      name: "an answer that does not fit",
      label: OUTPUT,
      rules: [{
        reply: { text: "word ".repeat(50), stop_reason: "max_tokens" },
      }],
    },
    ...(["in a text", "in a tool"] as const).flatMap((at): Scenario[] => {
      const rules: RuleInput[] = [{
        reply: at === "in a text" ? ENDLESS : LONG_TOOL,
      }];
      return [
        { label: STALLED, because: "stalled" },
        { label: TIMED_OUT, because: "timed_out" },
        { label: INTERRUPTED, because: "interrupted" },
      ].map(({ label, because }) => ({
        name: `cut short ${at}: ${because}`,
        label,
        args: ALLOWED,
        cut: { because, at },
        rules,
      }));
    }),
    {
      name: "interrupted by somebody else in a text",
      label: INTERRUPTED,
      cut: { because: "", at: "in a text" },
      rules: [{ reply: ENDLESS }],
    },
    {
      name: "interrupted by somebody else in a tool",
      label: INTERRUPTED,
      args: ALLOWED,
      cut: { because: "", at: "in a tool" },
      rules: [{ reply: LONG_TOOL }],
    },
    ...goodTurns(),
  ];
}

/** What looks like trouble and is none: the turn came to its end. */
function goodTurns(): Scenario[] {
  const commands = {
    "works": "echo fine",
    "fails": "exit 3",
    "is not there": "no-such-program",
    "speaks of 429 rate_limit errors":
      "echo 'HTTP 429 rate_limit_error' >&2; exit 1",
    "speaks of memory":
      "echo 'memory allocation of 8 bytes failed' >&2; exit 134",
  };
  return [
    ...Object.entries(commands).map(([what, command]): Scenario => ({
      name: `a turn with a command that ${what}`,
      label: null,
      args: ALLOWED,
      rules: tool(command, "I am done."),
    })),
    ...[
      "Done.",
      "Error: 529 overloaded",
      "Not logged in. Please run /login",
      "API Error: 401",
    ].map((
      text,
    ): Scenario => ({
      name: `a turn that says: ${text}`,
      label: null,
      rules: [{ reply: text }],
    })),
    {
      name: "a turn with a thought",
      label: null,
      rules: [{ reply: { thinking: "Rate limited?", text: "No." } }],
    },
    {
      name: "a turn that reads what is not there",
      label: null,
      rules: [{
        steps: [
          { tool: { name: "Read", input: { file_path: "{{cwd}}/nothing" } } },
          "It is not there.",
        ],
      }],
    },
    {
      name: "a turn with a tool that nobody has",
      label: null,
      rules: [{
        steps: [{ tool: { name: "NoSuchTool", input: {} } }, "Then not."],
      }],
    },
  ];
}

function tool(command: string, ...after: string[]): RuleInput[] {
  return [{
    steps: [{ tool: { name: "Bash", input: { command } } }, ...after],
  }];
}
