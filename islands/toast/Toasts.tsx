import { useEffect, useState } from "preact/hooks";
import { dismissToast, type Toast, toasts } from "./toasts.ts";
import { SHELL_TEXT } from "@/components/text/shell_text.ts";

/** How long one stays, unless the pointer or the focus is on it. */
const SHOWN_MS = 10_000;

/** What was done just now, with the way back, in a corner of the page. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-label={SHELL_TEXT.doneJustNow}>
      {toasts.value.map((each) => <ToastLine key={each.id} toast={each} />)}
    </div>
  );
}

function ToastLine({ toast: { id, words, undo } }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <div
      class="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <p>{words}</p>
      {undo && (
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            dismissToast(id);
            undo.run();
          }}
        >
          {undo.label}
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={SHELL_TEXT.dismiss}
        onClick={() => dismissToast(id)}
      >
        ×
      </button>
    </div>
  );
}
