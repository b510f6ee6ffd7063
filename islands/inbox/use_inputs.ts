import { useEffect, useState } from "preact/hooks";
import type { Approval } from "@/domain/approval.ts";
import { callApi } from "../live/api.ts";

/** Whole inputs by the request's id. */
export type Inputs = Readonly<Record<string, string>>;

/**
 * The whole input of each request. What is longer than a record holds is
 * fetched, since nobody can allow what they have not seen.
 */
export function useInputs(
  pending: readonly Approval[],
  rendered: Inputs,
): (approval: Approval) => string | undefined {
  const [fetched, setFetched] = useState(rendered);
  const missing = pending.filter(({ id, input }) =>
    input.blob !== null && fetched[id] === undefined
  ).map(({ id }) => id);

  useEffect(() => {
    for (const id of missing) {
      callApi<{ readonly input: string }>("GET", `approvals/${id}`)
        .then((answer) => {
          if (!answer.ok) return;
          setFetched((before) => ({ ...before, [id]: answer.value.input }));
        });
    }
  }, [missing.join()]);

  return ({ id, input }) => input.blob === null ? input.text : fetched[id];
}
