import { useEffect } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";

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
  const { busy, problem, submit, done } = useSubmit();
  useEffect(done, [isOn]);
  return (
    <>
      <button
        type="button"
        class="button quiet"
        disabled={busy}
        onClick={() =>
          void submit(() => callApi("PUT", path, { enabled: !isOn }))}
      >
        {isOn ? off : on}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </>
  );
}
