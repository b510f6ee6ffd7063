import { useState } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { formatCount } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import {
  activeSessions,
  archivedSessions,
} from "@/components/session_order.ts";
import { SessionTable } from "@/components/SessionTable.tsx";
import { type Rendered, useLive } from "./live/use_live.ts";
import { SessionNameForm } from "./session/SessionNameForm.tsx";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

/** All sessions with their totals, and the way to begin one. */
export default function SessionsView(
  { rendered }: { readonly rendered: Rendered },
) {
  const { fleet } = useLive(rendered);
  const [creating, setCreating] = useState(false);
  const close = () => setCreating(false);
  const active = activeSessions(fleet);
  const archived = archivedSessions(fleet);

  const create = (
    <button
      type="button"
      class="button primary"
      onClick={() => setCreating(true)}
    >
      <Icon name="plus" /> {SESSIONS_TEXT.newSession}
    </button>
  );

  return (
    <section aria-labelledby="active-title">
      <div class="section-head">
        <h2 id="active-title">
          {SESSIONS_TEXT.active}{" "}
          <span class="count num">{formatCount(active.length)}</span>
        </h2>
        {active.length > 0 && create}
      </div>
      {active.length > 0
        ? (
          <SessionTable
            caption={SESSIONS_TEXT.activeSessionsTheNewestFirst}
            sessions={active}
            fleet={fleet}
          />
        )
        : (
          <EmptyState
            title={SESSIONS_TEXT.noActiveSessions}
            text={SESSIONS_TEXT.aSessionIsANamed}
            command={COMMAND}
          >
            {create}
          </EmptyState>
        )}
      {archived.length > 0 && (
        <details class="fold">
          <summary>
            {SESSIONS_TEXT.archived(formatCount(archived.length))}
          </summary>
          <SessionTable
            caption={SESSIONS_TEXT.archivedSessionsTheLatestFirst}
            sessions={archived}
            fleet={fleet}
          />
        </details>
      )}
      <Dialog
        id="new-session"
        title={SESSIONS_TEXT.newSession}
        open={creating}
        onClose={close}
      >
        <SessionNameForm
          isHere={({ id }) => id in fleet.sessions}
          onClose={close}
        />
      </Dialog>
    </section>
  );
}

const COMMAND =
  `curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"name":"Release 2"}' http://127.0.0.1:4005/api/sessions`;
