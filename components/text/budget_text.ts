import { formatMoney, formatTokens } from "../format.ts";

type Scope = "task" | "agent" | "session" | "day";

const WHAT: Readonly<Record<Scope, string>> = {
  task: "this task and its parts",
  agent: "this agent, in its whole life",
  session: "this session",
  day: "all work of one day",
};

/** What pages say of budgets. */
export const BUDGET_TEXT = {
  title: "Budget",
  none: "None",
  what: (scope: Scope) => `What ${WHAT[scope]} may use up.`,
  percent: (share: number) => `${Math.floor(share * 100)} %`,
  ignoreLimits: "Goes on while limits of the account hold other work back",
  newTask: "With all its parts. When it is used up, the rest waits for you.",
  label: { usd: "Budget (US dollars)", tokens: "Budget (tokens)" },
  act: { set: "Set budget", change: "Change budget", raise: "Raise budget" },
  aboutAct: (act: string, name: string) => `${act}: ${name}`,
  form: {
    usd: "US dollars",
    tokens: "Tokens",
    tokensHint: "Of all kinds, also those read from the cache.",
    hint:
      "You are warned at 80 %. At 100 % nothing more begins, and what runs stops after its turn, until you raise the budget or end the work.",
    empty: "Give an amount of dollars or of tokens, or remove the budget.",
    save: "Save",
    saving: "Saving…",
    remove: "Remove budget",
    cancel: "Cancel",
  },
  end: {
    act: "End the work",
    busy: "Ending…",
    title: (name: string) => `End the work of ${name}?`,
    effect: (scope: Scope) =>
      scope === "task"
        ? "The task and its parts are cancelled. What is done stays."
        : "Its open tasks are cancelled. What is done stays.",
    keep: "Keep it",
  },
  own: { task: "this task", agent: "this agent", session: "this session" },
  heldHere:
    "Nothing more begins in it. Raise the budget, and the work goes on; or end the work.",
  heldElsewhere: "Nothing more begins until that budget is raised.",
  off: "Budgets are switched off: it holds nothing back now.",
  heldToday:
    "Nothing more begins until 00:00 UTC, unless you raise the budget.",
  /** A budget in a sentence: `$1.20 of $1.00`. */
  amount: (
    budget: { readonly usd?: number; readonly tokens?: number },
    used: { readonly usd: number; readonly tokens: number },
  ) =>
    [
      budget.usd !== undefined &&
      `${formatMoney(used.usd)} of ${formatMoney(budget.usd)}`,
      budget.tokens !== undefined &&
      `${formatTokens(used.tokens)} of ${formatTokens(budget.tokens)} tokens`,
    ].filter(Boolean).join(", "),
  waits: (name: string) => `It waits: the budget of ${name} is used up.`,
} as const;
