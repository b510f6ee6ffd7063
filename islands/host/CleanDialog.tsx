import { useState } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { PROCESSES_TEXT } from "@/components/text/processes_text.ts";
import type { Cleanable, CleanableKind, Cleaned } from "@/domain/disk_use.ts";
import { callApi, type Problem } from "../live/api.ts";

const TEXT = PROCESSES_TEXT.disk;

type CleanDialogProps = {
  readonly cleanable: readonly Cleanable[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCleaned: (cleaned: Cleaned) => void;
};

/** Says in numbers what goes, and lets it go when a person is sure. */
export function CleanDialog(
  { cleanable, open, onClose, onCleaned }: CleanDialogProps,
) {
  const [chosen, setChosen] = useState<readonly CleanableKind[]>([]);
  const [isSure, setSure] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const close = () => {
    setChosen([]);
    setSure(false);
    setProblem(undefined);
    onClose();
  };
  const toggle = (kind: CleanableKind) => {
    setSure(false);
    setChosen(
      chosen.includes(kind)
        ? chosen.filter((each) => each !== kind)
        : [...chosen, kind],
    );
  };
  const remove = async () => {
    setRemoving(true);
    const answer = await callApi<Cleaned>("POST", "disk/clean", {
      kinds: chosen,
    });
    setRemoving(false);
    if (!answer.ok) return setProblem(answer.problem);
    close();
    onCleaned(answer.value);
  };
  const going = cleanable.filter(({ kind }) => chosen.includes(kind));
  return (
    <Dialog
      id="clean-disk"
      title={TEXT.cleanTitle}
      open={open}
      onClose={close}
    >
      <fieldset class="clean-kinds">
        <legend class="meta">{TEXT.folderElsewhere}</legend>
        {cleanable.map(({ kind, entries, bytes, is_whole }) => (
          <label key={kind} class="clean-kind">
            <input
              type="checkbox"
              checked={chosen.includes(kind)}
              disabled={isRemoving}
              onChange={() =>
                toggle(kind)}
            />{" "}
            {TEXT.kinds[kind]}{" "}
            <span class="meta num">
              {TEXT.entries(entries)}, {TEXT.room(bytes, is_whole)}
            </span>
          </label>
        ))}
      </fieldset>
      <p aria-live="polite">
        {going.length === 0 ? TEXT.noneChosen : TEXT.sum(
          going.reduce((sum, { entries }) => sum + entries, 0),
          going.reduce((sum, { bytes }) => sum + bytes, 0),
          going.every(({ is_whole }) => is_whole),
        )}
      </p>
      {going.length > 0 && (
        <label class="prune-sure">
          <input
            type="checkbox"
            checked={isSure}
            disabled={isRemoving}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />{" "}
          {TEXT.sure}
        </label>
      )}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <div class="form-actions">
        <button type="button" class="button" autofocus onClick={close}>
          {TEXT.keep}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={going.length === 0 || !isSure || isRemoving}
          onClick={() => void remove()}
        >
          {isRemoving ? TEXT.removing : TEXT.remove}
        </button>
      </div>
    </Dialog>
  );
}
