import { useLayoutEffect, useRef } from "preact/hooks";
import { PALETTE_TEXT as TEXT } from "@/components/text/palette_text.ts";
import { KEY_GROUPS } from "./key_groups.ts";

type KeySheetProps = {
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onClose: () => void;
};

/** All keys, and the switch that turns single letters off. */
export function KeySheet({ isOn, onSwitch, onClose }: KeySheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      class="dialog key-dialog"
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={onClose}
    >
      <h2 id="keys-title">{TEXT.keysTitle}</h2>
      <div
        class="key-sheet"
        tabIndex={0}
        role="group"
        aria-labelledby="keys-title"
      >
        {KEY_GROUPS.map(({ name, keys }) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([each, what]) => (
                <div key={what}>
                  <dt>
                    {each.map((key) => <kbd key={key}>{key}</kbd>)}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <form method="dialog" class="form-actions">
        <label class="check">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => onSwitch(event.currentTarget.checked)}
          />
          {TEXT.keysOn}
        </label>
        <button type="submit" class="button" autofocus>{TEXT.close}</button>
      </form>
    </dialog>
  );
}
