import { Field } from "@/components/Field.tsx";
import { QUEUE_TEXT as TEXT } from "@/components/text/queue_text.ts";
import { textOf } from "../forms.ts";

type PauseFormProps = {
  /** What waits and what runs, in a sentence. */
  readonly standing: string;
  readonly onPause: (reason: string) => void;
  readonly onClose: () => void;
};

/** Says what pausing the queue does, and asks why. */
export function PauseForm({ standing, onPause, onClose }: PauseFormProps) {
  const pause = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    onPause(textOf(data, "reason") ?? TEXT.noReason);
  };
  return (
    <form class="form" onSubmit={pause}>
      <p>{TEXT.effect(standing)}</p>
      <Field id="pause-reason" label={TEXT.why} hint={TEXT.whyHint}>
        <input
          id="pause-reason"
          name="reason"
          maxLength={200}
          autoComplete="off"
          aria-describedby="pause-reason-hint"
        />
      </Field>
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>
          {TEXT.cancel}
        </button>
        <button type="submit" class="button primary">{TEXT.pause}</button>
      </div>
    </form>
  );
}
