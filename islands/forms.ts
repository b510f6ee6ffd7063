import { useState } from "preact/hooks";
import type { Answer, Problem } from "./live/api.ts";

const NO_PROBLEM: Problem | undefined = undefined;

/**
 * Sends what a form holds or a button stands for, once at a time, and keeps
 * what the server found wrong with it, so that each field can say it. It stays
 * busy after that: the event that confirms the act may take a while.
 */
export function useSubmit() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(NO_PROBLEM);

  const submit = async <T>(
    send: () => Promise<Answer<T>>,
  ): Promise<T | undefined> => {
    setBusy(true);
    setProblem(undefined);
    const answer = await send();
    if (!answer.ok) {
      setProblem(answer.problem);
      setBusy(false);
      return undefined;
    }
    return answer.value;
  };

  return {
    busy,
    problem,
    submit,
    /** Called when the event that confirms the act has come. */
    done: () => setBusy(false),
    errorOf: (path: string) =>
      problem?.fields.find((field) => field.path === path)?.message,
    /** What is wrong beyond the fields that `paths` name. */
    otherProblem: (paths: readonly string[]) =>
      problem && !problem.fields.some(({ path }) => paths.includes(path))
        ? problem
        : undefined,
  };
}

/** The text of a form's field without spaces around it; undefined when empty. */
export function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== ""
    ? value.trim()
    : undefined;
}

/** The number in a form's field; undefined when empty. */
export function numberOf(form: FormData, name: string): number | undefined {
  const text = textOf(form, name);
  return text === undefined ? undefined : Number(text);
}
