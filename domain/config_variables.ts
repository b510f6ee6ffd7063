import { z } from "zod";
import { CONFIG_VARIABLES, variableFacts } from "./config.ts";

/** Where the value of a variable comes from; `host`: the launcher found it. */
export const VARIABLE_SOURCES = [
  "environment",
  "file",
  "host",
  "default",
] as const;
export type VariableSource = typeof VARIABLE_SOURCES[number];

/** One variable of the configuration, as it is in effect. */
export const ConfigVariable = z.object({
  name: z.string(),
  /** What it may be. */
  takes: z.string(),
  /** null: nothing, or a secret, which is never told. */
  value: z.string().nullable(),
  is_secret: z.boolean(),
  source: z.enum(VARIABLE_SOURCES),
});
export type ConfigVariable = z.infer<typeof ConfigVariable>;

/**
 * All variables of the configuration, with where they come from. Pure.
 *
 * @param given What the process was given, which a launcher may have completed.
 * @param sources Where the launcher had each from; without a launcher, all are
 * of the environment.
 */
export function configVariables(
  given: Readonly<Record<string, string | undefined>>,
  sources?: Readonly<Record<string, "environment" | "file">>,
): readonly ConfigVariable[] {
  return CONFIG_VARIABLES.map((name) => {
    const { takes, isSecret, standard } = variableFacts(name);
    const value = given[name]?.trim() || undefined;
    const found = sources ? "host" : "environment";
    return {
      name,
      takes,
      value: isSecret ? null : value ?? textOf(standard),
      is_secret: isSecret,
      source: value === undefined ? "default" : sources?.[name] ?? found,
    };
  });
}

function textOf(standard: unknown): string | null {
  if (standard === undefined) return null;
  if (Array.isArray(standard)) return standard.join(", ") || null;
  if (typeof standard !== "object" || standard === null) {
    return String(standard);
  }
  // A time of the day.
  return Object.values(standard)
    .map((part) => String(part).padStart(2, "0")).join(":");
}
