import { useState } from "preact/hooks";
import type { AgentTemplate } from "@/domain/agent_template.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { callApi, type Problem } from "../live/api.ts";
import { TEMPLATES_TEXT } from "@/components/text/templates_text.ts";

type TemplateActionsProps = {
  readonly template: AgentTemplate;
  /** It comes with the program, and a person changed it. */
  readonly isChanged: boolean;
  readonly onEdit: () => void;
};

/** Changes a template, removes it, or puts it back as it came. */
export function TemplateActions(
  { template, isChanged, onEdit }: TemplateActionsProps,
) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const words = template.built_in ? PUT_BACK : REMOVE;

  const remove = async () => {
    setAsking(false);
    setBusy(true);
    const answer = await callApi("DELETE", `templates/${template.id}`);
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
  };

  return (
    <div class="actions">
      <button
        type="button"
        class="button"
        aria-label={TEMPLATES_TEXT.edit2(template.name)}
        onClick={onEdit}
      >
        {TEMPLATES_TEXT.edit}
      </button>
      {(isChanged || !template.built_in) && (
        <button
          type="button"
          class="button"
          disabled={busy}
          aria-label={`${words.verb}: ${template.name}`}
          onClick={() => setAsking(true)}
        >
          {words.verb}
        </button>
      )}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <Dialog
        id={`remove-${template.id}`}
        title={`${words.verb}: ${template.name}?`}
        open={asking}
        onClose={() => setAsking(false)}
      >
        <p>{words.effect}</p>
        <div class="form-actions">
          <button
            type="button"
            class="button"
            autofocus
            onClick={() => setAsking(false)}
          >
            {TEMPLATES_TEXT.cancel}
          </button>
          <button type="button" class="button danger" onClick={remove}>
            {words.verb}
          </button>
        </div>
      </Dialog>
    </div>
  );
}

const REMOVE = {
  verb: "Remove",
  effect: "Agents that were made by it stay as they are.",
};

const PUT_BACK = {
  verb: "Put back as it came",
  effect:
    "Your changes of this template are gone. Agents that were made by it stay as they are.",
};
