import { useEffect, useState } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { callApi, type Problem } from "../live/api.ts";

type SwitchProps = {
  /** Below `/api/`; takes `enabled`. */
  readonly path: string;
  readonly isOn: boolean;
  /** What switching it on, or off, does. */
  readonly on: string;
  readonly off: string;
};

/** Switches something of the whole server on or off; busy until it is so. */
export default function Switch({ path, isOn, on, off }: SwitchProps) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => setPending(false), [isOn]);
  const act = async () => {
    setPending(true);
    setProblem(undefined);
    const answer = await callApi("PUT", path, { enabled: !isOn });
    if (answer.ok) return;
    setPending(false);
    setProblem(answer.problem);
  };
  return (
    <>
      <button
        type="button"
        class="button quiet"
        disabled={pending}
        onClick={act}
      >
        {isOn ? off : on}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </>
  );
}
