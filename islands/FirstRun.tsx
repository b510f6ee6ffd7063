import { useState } from "preact/hooks";
import { type FirstFacts, firstSteps } from "@/components/first_run/steps.ts";
import { StepList } from "@/components/first_run/StepList.tsx";
import { FIRST_RUN_TEXT as TEXT } from "@/components/text/first_run_text.ts";
import { CopyCommand } from "./first_run/CopyCommand.tsx";
import { hideFirstSteps, showFirstSteps } from "./first_run/hidden.ts";
import { claude, fleet, history } from "./live/store.ts";
import { toast } from "./toast/toasts.ts";

/** What a new installation still lacks; it is gone with the first task, or when it is hidden. */
export default function FirstRun(
  { facts }: { readonly facts: FirstFacts },
) {
  const [hidden, setHidden] = useState(false);
  const hasTask = Object.keys(fleet.value?.tasks ?? {}).length > 0;
  if (hidden || hasTask) return null;
  const steps = firstSteps({
    ...facts,
    claude: claude.value ?? facts.claude,
    history: history.value ?? facts.history,
  });
  const hide = () => {
    hideFirstSteps();
    setHidden(true);
    toast(TEXT.dismissed, {
      label: TEXT.undo,
      run: () => {
        showFirstSteps();
        setHidden(false);
      },
    });
  };
  return (
    <section class="card" aria-labelledby="first-title">
      <div class="section-head">
        <h2 id="first-title">{TEXT.title}</h2>
        <button type="button" class="button quiet" onClick={hide}>
          {TEXT.dismiss}
        </button>
      </div>
      <p class="meta">{TEXT.intro}</p>
      <StepList
        steps={steps}
        actionsOf={({ key, command }) =>
          key === "task"
            ? (
              <>
                <a class="button" href="/?new=agent">{TEXT.newAgent}</a>
                <a class="button primary" href="/tasks?new">{TEXT.newTask}</a>
              </>
            )
            : command && <CopyCommand command={command} />}
      />
    </section>
  );
}
