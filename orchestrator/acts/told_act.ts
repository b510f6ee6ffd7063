import { beginning } from "@/domain/beginning.ts";
import type { PersonAct, TellAct } from "@/domain/person_act.ts";

/** Characters of a message that an entry keeps. */
const WHY_CHARS = 300;

type Told = Pick<PersonAct, "act" | "target"> & {
  readonly detail?: PersonAct["detail"];
};
type Came = Partial<Pick<PersonAct, "outcome" | "detail" | "target">>;

/**
 * Does what a person asks for, and tells it with what came of it: `read` says
 * that of an answer; an error is a failure with its words, and goes on.
 */
export async function toldAct<T>(
  tell: TellAct,
  { detail = {}, ...told }: Told,
  run: () => Promise<T>,
  read: (answer: T) => Came | undefined,
): Promise<T> {
  try {
    const answer = await run();
    const came = read(answer);
    if (came) {
      tell({
        ...told,
        outcome: "succeeded",
        ...came,
        detail: { ...detail, ...came.detail },
      });
    }
    return answer;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const why = beginning(words, WHY_CHARS);
    tell({ ...told, outcome: "failed", detail: { ...detail, why } });
    throw error;
  }
}

/** Of an answer that may be a refusal: the act came about, or was refused by this code. */
export function cameOf<T>(
  answer:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly refusal: { readonly code: string } },
  read: (value: T) => Came = () => ({}),
): Came {
  return answer.ok
    ? read(answer.value)
    : { outcome: "refused", detail: { why: answer.refusal.code } };
}
