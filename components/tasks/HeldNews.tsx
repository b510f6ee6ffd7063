import { formatCount } from "@/components/format.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type HeldNewsProps = {
  /** Changes that are not shown while somebody is busy with the rows. */
  readonly held: number;
  readonly onShow: () => void;
};

/** Says how much has changed while the rows kept still, and lets it through. */
export function HeldNews({ held, onShow }: HeldNewsProps) {
  return (
    <p class="held" role="status">
      {held > 0 && (
        <button type="button" class="button" onClick={onShow}>
          {TASKS_TEXT.newText(formatCount(held))}
          <span class="sr-only">{TASKS_TEXT.showWhatChangedMeanwhile}</span>
        </button>
      )}
    </p>
  );
}
