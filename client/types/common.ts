/** What some work has cost: tokens by kind, US dollars at list price. */
export type Usage = {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_tokens: number;
  readonly cache_write_tokens: number;
  readonly cost_usd: number;
};

/** Why work did not succeed; `kind` is stable, `message` is for people. */
export type Failure = { readonly kind: string; readonly message: string };

/** A page of a list; pass `next_cursor` as `cursor` for the next one. */
export type Page<T> = {
  readonly items: readonly T[];
  /** null at the end. */
  readonly next_cursor: string | null;
};

/** A text of which a record holds the beginning when it is long. */
export type LongText = {
  readonly text: string;
  /** Characters of the whole. */
  readonly length: number;
  /** Where the server keeps the whole; null when it is here. */
  readonly blob: string | null;
};

/** Who did something: a person, a rule, an agent, or the server by itself. */
export type Actor =
  | { readonly kind: "person" }
  | { readonly kind: "rule"; readonly rule_id: string }
  | { readonly kind: "agent"; readonly agent_id: string }
  | { readonly kind: "server" };
