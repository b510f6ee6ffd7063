import type { Fleet } from "@/domain/fleet.ts";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

/** The way to the session that an agent or a task belongs to. */
export function SessionLink(
  { id, fleet }: { readonly id: string; readonly fleet: Fleet },
) {
  return (
    <a href={`/sessions/${id}`}>
      {fleet.sessions[id]?.name ?? SESSIONS_TEXT.anArchivedSession}
    </a>
  );
}
