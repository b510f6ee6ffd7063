import type { Agent } from "@/domain/agent.ts";
import { processId } from "@/domain/agent_status.ts";
import type { AskedAct } from "@/components/agent/controls.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { Field } from "@/components/Field.tsx";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";
import { textOf } from "../forms.ts";

const MAX_REASON_CHARS = 200;

type ActDialogProps = {
  readonly act: AskedAct;
  readonly agent: Agent;
  /** Tasks that wait for the agent behind the one it works on. */
  readonly waiting: number;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Called with what the API is told. */
  readonly onAct: (body?: object) => void;
};

/** Says what an act does to an agent, before it is done. */
export function ActDialog(
  { act, agent, waiting, open, onClose, onAct }: ActDialogProps,
) {
  return (
    <Dialog
      id={act}
      title={titleOf(act, agent.name)}
      open={open}
      onClose={onClose}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          const reason = textOf(data, "reason") ?? AGENT_TEXT.pauseDefault;
          onAct(act === "pause" ? { reason } : undefined);
        }}
      >
        <p>{effectOf(act, agent, waiting)}</p>
        {act === "pause" && (
          <Field id="pause-reason" label={AGENT_TEXT.pauseReason}>
            <input
              id="pause-reason"
              name="reason"
              maxLength={MAX_REASON_CHARS}
              placeholder={AGENT_TEXT.pauseDefault}
            />
          </Field>
        )}
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={onClose}>
            {AGENT_TEXT.keep}
          </button>
          <button
            type="submit"
            class={act === "terminate" ? "button danger" : "button primary"}
          >
            {AGENT_TEXT.acts[act].name}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function titleOf(act: AskedAct, name: string): string {
  switch (act) {
    case "pause":
      return AGENT_TEXT.pauseTitle(name);
    case "restart":
      return AGENT_TEXT.restartTitle(name);
    case "terminate":
      return AGENT_TEXT.terminateTitle(name);
  }
}

function effectOf(act: AskedAct, { state }: Agent, waiting: number): string {
  const hasTask = state.status === "busy" && state.task_id !== null;
  switch (act) {
    case "pause":
      return AGENT_TEXT.pauseText;
    case "restart":
      return AGENT_TEXT.restartText(hasTask);
    case "terminate":
      return AGENT_TEXT.terminateText(
        processId(state) !== null,
        hasTask,
        waiting,
      );
  }
}
