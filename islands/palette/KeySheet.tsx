import { useEffect, useRef } from "preact/hooks";
import { PAGES } from "@/components/palette/pages.ts";

type KeySheetProps = {
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onClose: () => void;
};

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ["Ctrl K, ⌘ K", "Command palette"],
  ["?", "These keys"],
  ["/", "To the filter"],
  ["n", "Next that needs you"],
  ["p", "Pause or resume updates of tasks"],
  ["j, k, arrows", "Next and previous row or card"],
  ["Enter, o", "Open it"],
  ["x, Shift X", "Select it; up to it"],
  [".", "What can be done with it"],
  ["r", "Try it again"],
  ["s", "Cancel it, after a question"],
  ["y", "Copy its id"],
  ["a, d", "Allow once, deny: on a request"],
  ["f", "Follow the end of a transcript"],
  ["Esc", "Close; clear the selection"],
];

/** All keys, and the switch that turns single letters off. */
export function KeySheet({ isOn, onSwitch, onClose }: KeySheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const all = [
    ...PAGES.map(({ key, name }) => [`g ${key}`, `To ${name}`] as const),
    ...KEYS,
  ];
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={onClose}
    >
      <h2 id="keys-title">Keys</h2>
      <dl class="key-sheet">
        {all.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
        Keys of one letter on the whole page
      </label>
      <form method="dialog" class="form-actions">
        <button type="submit" class="button" autofocus>Close</button>
      </form>
    </dialog>
  );
}
