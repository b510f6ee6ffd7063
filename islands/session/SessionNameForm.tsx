import { useEffect, useState } from "preact/hooks";
import type { Session } from "@/domain/session.ts";
import { MAX_SESSION_NAME_CHARS } from "@/domain/session_status.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { describe, Field } from "@/components/Field.tsx";
import { textOf, useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

type SessionNameFormProps = {
  /** The session to rename; without it, a new one is begun. */
  readonly session?: Session;
  /** Whether the fleet has what was asked for; the form closes then. */
  readonly isHere: (asked: { id: string; name: string }) => boolean;
  readonly onClose: () => void;
};

/** Names a session: a new one, or one that is there. */
export function SessionNameForm(
  { session, isHere, onClose }: SessionNameFormProps,
) {
  const form = useSubmit();
  const [asked, setAsked] = useState<{ id: string; name: string }>();
  const confirmed = asked !== undefined && isHere(asked);
  useEffect(() => {
    if (confirmed) onClose();
  }, [confirmed]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const body = { name: textOf(data, "name") ?? "" };
    setAsked(
      await form.submit(() =>
        session
          ? callApi<Session>("PATCH", `sessions/${session.id}`, body)
          : callApi<Session>("POST", "sessions", body)
      ),
    );
  };
  const error = form.errorOf("name");
  const other = form.otherProblem(["name"]);
  const [verb, busyVerb] = session
    ? ["Rename", "Renaming…"]
    : ["Create session", "Creating…"];

  return (
    <form class="form" onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <Field
        id="session-name"
        label={SESSIONS_TEXT.name}
        hint={SESSIONS_TEXT.whatTheWorkIsAbout}
        error={error}
      >
        <input
          name="name"
          required
          maxLength={MAX_SESSION_NAME_CHARS}
          autoComplete="off"
          defaultValue={session?.name}
          {...describe("session-name", { hint: true, error })}
        />
      </Field>
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>
          {SESSIONS_TEXT.cancel}
        </button>
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? busyVerb : verb}
        </button>
      </div>
    </form>
  );
}
