/** What one look of the doctor found. */
export type Finding = {
  /** What was looked at. */
  readonly what: string;
  /** `warning`: it works, with something missing. */
  readonly state: "ok" | "warning" | "fault";
  readonly detail: string;
  /** What to do about it. */
  readonly advice?: string;
};

/** Nothing to do. */
export const fine = (what: string, detail: string): Finding => ({
  what,
  state: "ok",
  detail,
});

/** What went wrong, in one line. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
