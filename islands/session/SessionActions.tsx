import { useEffect, useState } from "preact/hooks";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { plural } from "@/components/format.ts";
import { useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { SessionNameForm } from "./SessionNameForm.tsx";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

type SessionActionsProps = {
  readonly session: Session;
  /** Agents of it that have not ended: it cannot be archived before. */
  readonly living: number;
};

/** Renames a session, puts it away, or takes it up again. */
export function SessionActions(
  { session, living }: SessionActionsProps,
) {
  const [dialog, setDialog] = useState<"rename" | "status">();
  const { busy: pending, problem, submit, done } = useSubmit();
  const { status, since } = session.state;
  useEffect(done, [status, since]);
  const close = () => setDialog(undefined);
  const archived = isArchived(session);
  const words = archived ? RESTORE : ARCHIVE;
  const isBusy = !archived && living > 0;

  const change = async () => {
    close();
    await submit(() =>
      callApi("PATCH", `sessions/${session.id}`, {
        status: archived ? "active" : "archived",
      })
    );
  };

  return (
    <div class="actions">
      <button
        type="button"
        class="button"
        disabled={archived}
        title={archived ? SESSIONS_TEXT.restoreItFirst : undefined}
        onClick={() => setDialog("rename")}
      >
        {SESSIONS_TEXT.rename}
      </button>
      <button
        type="button"
        class="button"
        disabled={isBusy || pending}
        title={isBusy
          ? SESSIONS_TEXT.ofItMustBeEnded(plural(living, "agent"))
          : undefined}
        onClick={() => setDialog("status")}
      >
        {pending ? words.pending : words.verb}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <Dialog
        id="rename-session"
        title={SESSIONS_TEXT.renameTheSession}
        open={dialog === "rename"}
        onClose={close}
      >
        <SessionNameForm
          session={session}
          isHere={({ name }) => name === session.name}
          onClose={close}
        />
      </Dialog>
      <Dialog
        id="session-status"
        title={`${words.verb} ${session.name}?`}
        open={dialog === "status"}
        onClose={close}
      >
        <p>{words.effect(session)}</p>
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={close}>
            {SESSIONS_TEXT.cancel}
          </button>
          <button type="button" class="button primary" onClick={change}>
            {words.verb}
          </button>
        </div>
      </Dialog>
    </div>
  );
}

const ARCHIVE = {
  verb: "Archive",
  pending: "Archiving…",
  effect: ({ agents, tasks_completed, tasks_failed }: Session) =>
    `It takes no new agents until it is restored. Nothing is deleted: ${
      plural(agents, "agent")
    } and ${
      plural(tasks_completed + tasks_failed, "ended task")
    } stay in it with their totals.`,
};

const RESTORE = {
  verb: "Restore",
  pending: "Restoring…",
  effect: (_session: Session) =>
    "It takes new agents again, and adds them to the totals that it has.",
};
