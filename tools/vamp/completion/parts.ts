import {
  type Command,
  isNames,
  type OptionSpec,
  type Values,
} from "../command.ts";
import { EVERYWHERE } from "../help.ts";

/** An option as a shell needs it. */
export type Flag = OptionSpec & { readonly name: string };

/** All options that may stand behind the command. */
export function flagsOf({ options }: Command): readonly Flag[] {
  return Object.entries({ ...options, ...EVERYWHERE })
    .map(([name, spec]) => ({ name, ...spec }));
}

/** What a flag is called, long and short. */
export function namesOf({ name, short }: Flag): readonly string[] {
  return short ? [`--${name}`, `-${short}`] : [`--${name}`];
}

/** The command in a shell that offers the values: `names` for those of the server. */
export function offerOf(
  values: Values | undefined,
  words: (words: readonly string[]) => string,
  names: (kind: string) => string,
): string | undefined {
  if (values === undefined) return undefined;
  return isNames(values) ? names(values) : words(values);
}

/** One word of the shell, whatever stands in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
