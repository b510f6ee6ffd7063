import type { RuleInput } from "@/model/mod.ts";
import type { Moment, Scenario } from "./scenario.ts";

const CRASHED = { error_type: "agent_crash", kind: "crashed" };
const START = { error_type: "agent_crash", kind: "start_failed" };
const MEMORY = { error_type: "resource_exhaustion", kind: "oom" };
const FRAME = { error_type: "communication_failure", kind: "bad_frame" };

const SIGNALS = [
  "SIGTERM",
  "SIGINT",
  "SIGHUP",
  "SIGKILL",
  "SIGSEGV",
  "SIGABRT",
  "SIGQUIT",
  "SIGBUS",
  "SIGILL",
  "SIGFPE",
] as const;

const BUSY: Readonly<Record<Moment, readonly RuleInput[]>> = {
  "before the prompt": [{ reply: "Done." }],
  "in a text": [{
    reply: { text: "word ".repeat(2_000), chunk_size: 5, chunk_delay_ms: 20 },
  }],
  "in a tool": [{
    reply: {
      tool: { name: "Bash", input: { command: "echo go; tail -f /dev/null" } },
    },
  }],
};

/** Lines that the CLI cannot read. */
const BAD_LINES = [
  "this is no JSON",
  '{"type":"user","message":{"role":"user","content":"hi"}',
  '{"type":"user","message":{"role":"system","content":"hi"}}',
  '{"type":"user"}',
  '{"type":"control_request","request_id":"1"}',
];

/** Arguments with which the CLI cannot start. */
const BAD_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  "a flag that nobody knows": ["--no-such-flag"],
  "a session id that is none": ["--session-id=not-a-uuid"],
  "a session that is not there": [
    "--resume=00000000-0000-4000-8000-000000000000",
  ],
  "settings that are not there": ["--settings=/nowhere/settings.json"],
  "settings that cannot be read": ["--settings={broken"],
  "an MCP configuration that is not there": ["--mcp-config=/nowhere/mcp.json"],
  "an MCP configuration that cannot be read": ["--mcp-config={broken"],
  "a permission mode that nobody knows": ["--permission-mode=sometimes"],
  "an output format that nobody knows": ["--output-format=xml"],
  "turns that are no number": ["--max-turns=many"],
  "a budget that is no number": ["--max-budget-usd=much"],
};

/** Endings of processes. */
export function processScenarios(): Scenario[] {
  return [
    ...SIGNALS.flatMap((name) =>
      (Object.keys(BUSY) as Moment[]).map((at): Scenario => ({
        name: `${name} ${at}`,
        label: CRASHED,
        args: ["--allowedTools=Bash"],
        signal: { name, at },
        rules: BUSY[at],
      }))
    ),
    ...BAD_LINES.map((line): Scenario => ({
      name: `a line it cannot read: ${line}`,
      label: FRAME,
      line,
      rules: [],
    })),
    ...Object.entries(BAD_ARGUMENTS).map(([what, args]): Scenario => ({
      name: `started with ${what}`,
      label: START,
      args,
      rules: [],
    })),
    {
      name: "started with a settings file of its own that is broken",
      label: START,
      settings: "{ this is no JSON",
      rules: [],
    },
    ...[800, 850, 900, 950, 1024, 1100, 1200].map((mb): Scenario => ({
      name: `${mb} MiB of address space`,
      label: MEMORY,
      addressSpaceMb: mb,
      // More than fits.
      rules: [{ reply: { text: "word ".repeat(12_000_000), chunk_size: 0 } }],
    })),
  ];
}
