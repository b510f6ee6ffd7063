/** What some work may use up; what is used up first counts. */
export type NewBudget = {
  readonly usd?: number | undefined;
  /** Of all kinds. */
  readonly tokens?: number | undefined;
};

/** A budget, and what is used of it. */
export type Budget = {
  readonly scope: "task" | "agent" | "session" | "day";
  /** Of what it is for; null for that of the day. */
  readonly id: string | null;
  readonly name: string;
  /** null: any amount. */
  readonly usd: number | null;
  readonly tokens: number | null;
  readonly used_usd: number;
  readonly used_tokens: number;
  /** How much of it is used: 1 is all of it, and it can be more. */
  readonly share: number;
  /** `warned` from 80 % on; `reached`: nothing begins in it. */
  readonly state: "within" | "warned" | "reached";
  readonly since: string | null;
};
