import type { z } from "zod";
import { beginning } from "@/domain/long_text.ts";
import type { ToolAnswer } from "./desks.ts";

/** Faults that are told at once: enough to mend a call, too few to fill a context. */
const MAX_FAULTS = 8;
const MAX_FAULT_CHARS = 300;

/** Tells the model which arguments do not fit, why, and what a fitting call looks like. */
export function badArguments(
  tool: string,
  error: z.ZodError,
  example: Readonly<Record<string, unknown>>,
): ToolAnswer {
  const faults = error.issues.slice(0, MAX_FAULTS).map((issue) =>
    `- ${placeOf(issue.path)}: ${beginning(issue.message, MAX_FAULT_CHARS)}`
  );
  const more = error.issues.length - faults.length;
  return {
    ok: false,
    text: [
      `Cannot take this call of ${tool}: its arguments do not fit, and nothing was done.`,
      ...faults,
      ...(more > 0 ? [`- and ${more} more`] : []),
      "Correct them and call it again, in this form:",
      JSON.stringify(example),
    ].join("\n"),
  };
}

/** `parts[0].key`; `arguments` for the whole. */
function placeOf(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (before, step) =>
      typeof step === "number"
        ? `${before}[${step}]`
        : `${before}.${String(step)}`,
    "",
  );
  return beginning(text.replace(/^\./, ""), 100) || "arguments";
}
