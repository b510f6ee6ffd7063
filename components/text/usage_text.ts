import { formatMoney, formatTokens } from "../format.ts";

/** What the page of use says. */
export const USAGE_TEXT = {
  title: "Usage",
  about:
    "Tokens and cost as Claude Code counts them, in US dollars at list price. Days are those of UTC.",
  today: "Today",
  week: "7 days",
  month: "This month",
  unknown: "not known",
  historyAway:
    "The history cannot be read now: what was used before today is missing here.",
  tokens: (count: number) => `${formatTokens(count)} tokens`,
  forecast: {
    day: "By midnight UTC",
    month: "By the end of the month",
    none: "too little is known yet",
    range: (low: string, high: string) =>
      low === high ? `about ${low}` : `${low} to ${high}`,
    method:
      "What was spent, and for the time that is left between the lowest and the highest of some rates: for the day that of today so far and of the last 7 days, for the month those of the last 7 and 28 days; one rate alone stands for half to twice of it.",
    over: (budget: string) => `more than the day's budget of ${budget}`,
    mayBeOver: (budget: string) => `may exceed the day's budget of ${budget}`,
    under: (budget: string) => `within the day's budget of ${budget}`,
  },
  budgets: {
    title: "Budgets",
    table: "Budgets of tasks, agents and sessions, the most used first",
    none:
      "No task, agent or session has a budget. Give one on its page, or when you create it.",
    of: "Budget of",
    left: (count: number) =>
      `${count} more budgets of waiting tasks, of which less than 80 % is used, are on the tasks' pages.`,
    used: "Used",
    state: "State",
    look: { within: "within", warned: "nearly used up", reached: "used up" },
    scope: { task: "Task", agent: "Agent", session: "Session", day: "Day" },
    day: "Each day",
    switchOff: "Let budgets hold nothing back",
    switchOn: "Let budgets hold work back",
    off:
      "Budgets are switched off: what is used is counted, and nothing waits.",
  },
  limits: {
    title: "Limits of the account",
    open: "None is met: work begins as it comes.",
    closed: "One is met; the notice above says until when.",
    off: "They do not hold work back: what meets one fails.",
    switchOff: "Let limits hold nothing back",
    switchOn: "Let limits hold work back",
  },
  chart: {
    title: (by: string) => `Cost by day and ${by}`,
    others: (count: number) => `${count} others`,
    empty: "Nothing was used in this time.",
    label: (by: string, from: string, to: string) =>
      `Cost of each day from ${from} to ${to}, by ${by}. The table below has the numbers.`,
    bar: (day: string, usd: number) => `${day}: ${formatMoney(usd)}`,
  },
  by: { model: "Model", agent: "Agent", session: "Session" },
  noSession: "No session",
  unnamed: (id: string) => `…${id.slice(-8)}`,
  table: {
    caption: (by: string, from: string, to: string) =>
      `What was used from ${from} to ${to}, by ${by}, the most expensive first`,
    sums: "Sums",
    turns: "Turns",
    input: "In",
    output: "Out",
    cacheRead: "Cache read",
    cacheWrite: "Cache written",
    cost: "Cost",
    share: "Share",
    total: "All",
    days: "Day by day",
    daysCaption: "What was used on each day, the newest first",
    day: "Day",
  },
  span: {
    label: "Days of use",
    by: "Told apart by",
    days: (count: number) => `${count} days`,
    from: "From",
    to: "To",
    show: "Show",
    csv: "Download as CSV",
  },
  workGoesOn: ": work goes on ",
  itSaid: (value: string | number, message: string | number) =>
    `${value} It said: ${message}`,
  trying: "Trying…",
  tryNow: "Try now",
} as const;
