import { ErrorBox } from "@/components/ErrorBox.tsx";
import { useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";

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
  const { busy, problem, submit } = useSubmit();
  return (
    <>
      <button
        type="button"
        class="button"
        aria-label={`${busy ? busyName : name}: ${about}`}
        disabled={busy}
        onClick={() => void submit(() => callApi(method, path, body))}
      >
        {busy ? busyName : name}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </>
  );
}
