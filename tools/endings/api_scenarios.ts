import type { RuleInput } from "@/model/mod.ts";
import type { Label, Scenario } from "./scenario.ts";

const BAD_INPUT = { error_type: "task_failure", kind: "bad_input" };
const SIGN_IN = {
  error_type: "communication_failure",
  kind: "authentication",
};
const MODEL = { error_type: "task_failure", kind: "model_not_found" };
const RATE = { error_type: "system_overload", kind: "rate_limit" };
const USED_UP = { error_type: "resource_exhaustion", kind: "usage_limit" };
const OVERLOADED = { error_type: "system_overload", kind: "overloaded" };
const API = { error_type: "communication_failure", kind: "api_error" };
const NETWORK = { error_type: "network_error", kind: "network" };
const TOO_LONG = { error_type: "task_failure", kind: "context_too_long" };

type Reply = Extract<RuleInput, { reply?: unknown }>["reply"];

/** What the API answers, and what that means. */
const REFUSALS: readonly (readonly [number, string, Label])[] = [
  [400, "messages: text content blocks must be non-empty", BAD_INPUT],
  [400, "tools.0.custom.input_schema: JSON schema is invalid", BAD_INPUT],
  [400, "prompt is too long: 203114 tokens > 200000 maximum", TOO_LONG],
  [
    400,
    "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
    USED_UP,
  ],
  [401, "invalid x-api-key", SIGN_IN],
  [401, "OAuth token has expired", SIGN_IN],
  [401, "authentication_error", SIGN_IN],
  [403, "Your account does not have access to Claude Code", SIGN_IN],
  [403, "Request not allowed", SIGN_IN],
  [404, "model: claude-none-1", MODEL],
  [404, "model: sonnet-9", MODEL],
  [408, "Request timed out", API],
  [409, "Conflict", API],
  [413, "Request exceeds the maximum size", BAD_INPUT],
  [422, "Unprocessable", BAD_INPUT],
  [429, "This request would exceed your account's rate limit", RATE],
  [429, "Number of request tokens has exceeded your per-minute limit", RATE],
  [429, "Too many concurrent connections", RATE],
  [500, "Internal server error", API],
  [500, "Overloaded, or so it seems", API],
  [502, "Bad gateway", API],
  [503, "Service unavailable", API],
  [504, "Gateway timeout", API],
  [500, "context deadline exceeded", API],
  [520, "Web server returned an unknown error", API],
  [524, "A timeout occurred", API],
  [400, "max_tokens: must be greater than or equal to 1", BAD_INPUT],
  [529, "Overloaded", OVERLOADED],
  [529, "The service is rate limited by its load", OVERLOADED],
];

const HTML = "<html><body><h1>Something went wrong</h1></body></html>";

/** Everything that a connection may do in the middle of an answer; what follows is asked for as a whole. */
const CUTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] =
  [
    ["cut before its first event", { cut_after_events: 0 }],
    ["cut after its first event", { cut_after_events: 1 }],
    ["cut in a text", { text: "Some words of it.", cut_after_events: 3 }],
    ["ended early", { text: "Some words of it.", end_after_events: 3 }],
    ["with broken JSON", { text: "Some words.", malformed_at_event: 2 }],
    ["with an overload in it", { text: "Some words.", error_at_event: 2 }],
    ["with an error in it", {
      text: "Some words.",
      error_at_event: 2,
      error_type: "api_error",
    }],
  ];

/** What comes in the place of the second answer of a turn. */
const AFTER_A_TOOL: readonly (readonly [
  string,
  Label,
  Readonly<Record<string, unknown>>,
])[] = [
  ["a prompt that is too long", TOO_LONG, {
    status: 400,
    message: "prompt is too long: 203114 tokens > 200000 maximum",
  }],
  ["HTTP 401", SIGN_IN, { status: 401, message: "invalid x-api-key" }],
  ["HTTP 429", RATE, { status: 429 }],
  ["HTTP 500", API, { status: 500 }],
  ["HTTP 529", OVERLOADED, { status: 529 }],
  ["a dropped connection", NETWORK, { reset: true }],
];

const LIMIT_CLAIMS = ["five_hour", "seven_day", "seven_day_opus"];

/** Endings that the API, or the way to it, brings about. */
export function apiScenarios(): Scenario[] {
  return [
    ...REFUSALS.flatMap(([status, message, label]) =>
      [0, 1].map((retries): Scenario => ({
        name: `HTTP ${status}, ${message}, ${retries} retries`,
        label,
        retries,
        rules: always({ status, message }),
      }))
    ),
    ...[[502, API], [503, API], [529, OVERLOADED], [429, RATE]].map((
      [status, label],
    ): Scenario => ({
      name: `HTTP ${status} with a page of a proxy`,
      label: label as Label,
      retries: 0,
      rules: always({
        status,
        raw_body: HTML,
        headers: { "content-type": "text/html" },
      }),
    })),
    ...["0", "1", "120", "3600"].map((after): Scenario => ({
      name: `HTTP 429, again after ${after} s`,
      label: RATE,
      retries: 1,
      rules: always({ status: 429, headers: { "retry-after": after } }),
    })),
    ...LIMIT_CLAIMS.flatMap((claim) =>
      [0, 1].map((retries) => usedUp(claim, retries))
    ),
    ...CUTS.flatMap(([how, reply]): Scenario[] => [
      {
        name: `an answer ${how}, and then a good one`,
        label: null,
        retries: 1,
        rules: [
          { when: { stream: false }, reply: "Done." },
          { times: 1, reply } as RuleInput,
          { reply: "Done." },
        ],
      },
      ...([[500, API], [529, OVERLOADED], [429, RATE], [401, SIGN_IN]] as const)
        .map(([status, label]): Scenario => ({
          name: `an answer ${how}, and then HTTP ${status}`,
          label,
          retries: 0,
          rules: [
            { when: { stream: false }, reply: { status } },
            { times: 1, reply } as RuleInput,
            { reply: { status } },
          ],
        })),
    ]),
    ...[0, 1].flatMap((retries): Scenario[] => [
      {
        name: `a connection that is dropped, ${retries} retries`,
        label: NETWORK,
        retries,
        rules: always({ reset: true }),
      },
      {
        name: `a connection that is refused, ${retries} retries`,
        label: NETWORK,
        retries,
        env: { ANTHROPIC_BASE_URL: "http://127.0.0.1:9" },
        rules: [],
      },
      {
        name: `a name that cannot be found, ${retries} retries`,
        label: NETWORK,
        retries,
        env: { ANTHROPIC_BASE_URL: "http://api.invalid" },
        rules: [],
      },
    ]),
    ...[1, 2].flatMap((retries) =>
      [429, 500, 529].map((status): Scenario => ({
        name: `HTTP ${status} once, ${retries} retries, and then an answer`,
        label: null,
        retries,
        rules: [{ times: 1, reply: { status } }, { reply: "Done." }],
      }))
    ),
    ...AFTER_A_TOOL.map(([what, label, reply]): Scenario => ({
      name: `${what} after a tool`,
      label,
      retries: 0,
      args: ["--allowedTools=Bash"],
      rules: [
        { when: { has_tool_result: true }, reply: reply as Reply },
        {
          reply: { tool: { name: "Bash", input: { command: "echo once" } } },
        },
      ],
    })),
    {
      name: "nobody is signed in",
      label: SIGN_IN,
      env: { ANTHROPIC_API_KEY: undefined },
      rules: always("Done."),
    },
  ];
}

function always(reply: unknown): RuleInput[] {
  return [{ reply: reply as Reply }];
}

/** As the API tells somebody who signed in with an account that its limit is reached. */
function usedUp(claim: string, retries: number): Scenario {
  return {
    name: `the limit of ${claim} is reached, ${retries} retries`,
    label: USED_UP,
    retries,
    env: { ANTHROPIC_API_KEY: undefined, CLAUDE_CODE_OAUTH_TOKEN: "made-up" },
    rules: always({
      status: 429,
      message: "This request would exceed your account's rate limit",
      headers: {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-reset": "4102444800",
        "anthropic-ratelimit-unified-representative-claim": claim,
        "retry-after": "7200",
      },
    }),
  };
}
