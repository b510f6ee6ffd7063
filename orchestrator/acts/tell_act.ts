import type { PersonAct, TellAct } from "@/domain/person_act.ts";
import { appendFacts } from "../append_facts.ts";

/**
 * Tells in the log what people do beside the fleet. It has happened already,
 * so it is told again until the store takes it, and nobody waits for that: a
 * full disk is cleaned up while the store takes nothing.
 *
 * @param deps `blot` takes secrets out of a text.
 */
export function actTeller(
  deps: Parameters<typeof appendFacts>[0] & {
    readonly blot: (text: string) => string;
  },
): TellAct {
  return (act, asked_from) => {
    const data = { ...act, detail: blotted(act.detail, deps.blot) };
    appendFacts(
      deps,
      () => [{ type: "person.acted", ...(asked_from && { asked_from }), data }],
    ).catch((error) => deps.log.error("an act was not told", { error }));
  };
}

function blotted(
  detail: PersonAct["detail"],
  blot: (text: string) => string,
): PersonAct["detail"] {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) =>
      [name, typeof value === "string" ? blot(value) : value] as const
    ),
  );
}
