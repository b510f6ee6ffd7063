import { useState } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { callApi, type Problem } from "../live/api.ts";

type OneActProps = {
  readonly method: "POST" | "DELETE";
  /** Below `/api/`. */
  readonly path: string;
  /** What is sent with it; without it, nothing is. */
  readonly body?: unknown;
  readonly name: string;
  readonly busyName: string;
  /** What it is done to, for those who hear the button alone. */
  readonly about: string;
};

/** One button that does one thing; it stays busy until what it is on changes. */
export function OneAct(
  { method, path, body, name, busyName, about }: OneActProps,
) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const act = async () => {
    setPending(true);
    setProblem(undefined);
    const answer = await callApi(method, path, body);
    if (answer.ok) return;
    setPending(false);
    setProblem(answer.problem);
  };
  return (
    <>
      <button
        type="button"
        class="button"
        aria-label={`${pending ? busyName : name}: ${about}`}
        disabled={pending}
        onClick={act}
      >
        {pending ? busyName : name}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </>
  );
}
