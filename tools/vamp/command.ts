import type { VampClient } from "@/client/mod.ts";
import type { Output } from "./output.ts";

/** What a server has that is called by a name or an id. */
export const NAMES = ["agents", "tasks", "requests"] as const;
export type Names = typeof NAMES[number];

/** What a word may be: one of these, or what the server has. */
export type Values = readonly string[] | Names;

/** Whether the word is a kind of names that the server has. */
export function isNames(values: Values | string): values is Names {
  return NAMES.some((each) => each === values);
}

/** One option of a command, for the parser, for help and for completion. */
export type OptionSpec = {
  readonly type: "boolean" | "string";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What its value is called in help. */
  readonly value?: string;
  /** What its value may be, for help and completion. */
  readonly choices?: readonly string[];
  /** What the server has that its value may name. */
  readonly names?: Names;
  readonly help: string;
};

/** What was given for each option. */
export type OptionValues = Readonly<
  Record<string, string | boolean | readonly string[] | undefined>
>;

/** One call of a command. */
export type Call = {
  /** What stands behind the command, without options. */
  readonly args: readonly string[];
  readonly options: OptionValues;
  readonly out: Output;
  /** Asked for JSON. */
  readonly json: boolean;
  /**
   * The server that was found.
   *
   * @throws {NoServer} When there is none.
   */
  readonly server: () => Promise<VampClient>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly now: () => number;
};

/** One word after `vamp`, and what it does. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** What may stand behind it: `[<task>]`. */
  readonly takes: string;
  /** Fewest and most words behind it. */
  readonly words: readonly [number, number];
  /** What completion offers for the words behind it, one after the other. */
  readonly offers?: readonly Values[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** More for its help. */
  readonly details?: readonly string[];
  /** Gives the exit code. */
  readonly run: (call: Call) => Promise<number>;
};

/** A call that does not fit; the message says what would. */
export class WrongCall extends Error {
  override readonly name = "WrongCall";
}

/** There is no server to ask; the message says why and what to do. */
export class NoServer extends Error {
  override readonly name = "NoServer";
}

/** A text option's value. */
export function text(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** A whole number's option. */
export function wholeNumber(
  options: OptionValues,
  name: string,
): number | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  if (/^-?\d{1,9}$/.test(value)) return Number(value);
  throw new WrongCall(`--${name} is "${value}": it takes a whole number`);
}
