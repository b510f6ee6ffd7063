import { useEffect } from "preact/hooks";
import type { LimitsState } from "@/domain/limits.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import { useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { toast } from "../toast/toasts.ts";

/** Whether limits of the account hold work back, and the way to change that. */
export function LimitsSwitch({ limits }: { readonly limits: LimitsState }) {
  const { enabled } = limits;
  const { busy: pending, problem, submit, done } = useSubmit();
  useEffect(done, [enabled]);

  const put = (to: boolean) =>
    submit(() => callApi<LimitsState>("PUT", "limits", { enabled: to }));
  const change = async () => {
    if (!await put(!enabled)) return;
    toast(enabled ? TEXT.limitsSwitchedOff : TEXT.limitsSwitchedOn, {
      label: TEXT.undo,
      run: () => void put(enabled),
    });
  };
  return (
    <div class="setting">
      <div class="setting-what">
        <h3 id="limits-title">{TEXT.limitsTitle}</h3>
        <p class="meta">{TEXT.limitsText}</p>
        <p>{enabled ? TEXT.limitsOn : TEXT.limitsOff}</p>
        {problem && (
          <ErrorBox title={problem.message} requestId={problem.requestId} />
        )}
      </div>
      <button
        type="button"
        class="button"
        aria-describedby="limits-title"
        disabled={pending}
        onClick={change}
      >
        {pending ? TEXT.switching : enabled ? TEXT.switchOff : TEXT.switchOn}
      </button>
    </div>
  );
}
