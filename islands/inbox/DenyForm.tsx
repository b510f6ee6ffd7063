import { useLayoutEffect, useRef } from "preact/hooks";
import { REQUEST_TEXT } from "@/components/text/request_text.ts";

/** Where a person says what the agent shall know when its request is denied. */
export function DenyForm(
  { id, busy, onDeny, onCancel }: {
    readonly id: string;
    readonly busy: boolean;
    readonly onDeny: (note: string) => void;
    readonly onCancel: () => void;
  },
) {
  const note = useRef<HTMLInputElement>(null);
  // Before the next key can be pressed: a word of the note is no answer.
  useLayoutEffect(() => note.current?.focus(), []);
  return (
    <form
      class="ask-deny"
      onSubmit={(event) => {
        event.preventDefault();
        onDeny(note.current?.value ?? "");
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
      }}
    >
      <div class="field">
        <label for={`note-${id}`}>{REQUEST_TEXT.whatShallTheAgentKnow}</label>
        <input
          id={`note-${id}`}
          ref={note}
          maxLength={4_000}
          autoComplete="off"
          placeholder={REQUEST_TEXT.whyNotOrWhatTo}
        />
      </div>
      <button type="submit" class="button danger" disabled={busy}>
        {busy ? REQUEST_TEXT.denying : REQUEST_TEXT.deny2}
      </button>
      <button type="button" class="button quiet" onClick={onCancel}>
        {REQUEST_TEXT.cancel}
      </button>
    </form>
  );
}
