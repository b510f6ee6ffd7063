import { useState } from "preact/hooks";
import type { BackupMade, KeptBackup } from "@/domain/backup_state.ts";
import { CheckField } from "@/components/CheckField.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { formatBytes } from "@/components/format.ts";
import { BackupTable } from "@/components/settings/BackupTable.tsx";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import { callApi, type Problem } from "./live/api.ts";

/** Backups that the server keeps, and the way to make one now. */
export default function BackupList(
  { kept: rendered }: { readonly kept: readonly KeptBackup[] },
) {
  const [kept, setKept] = useState(rendered);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(undefined);
    setDone(undefined);
    const made = await callApi<BackupMade>("POST", "backups", {
      with_agents: data.has("with_agents"),
    });
    if (made.ok) setDone(TEXT.backupMade(formatBytes(made.value.bytes)));
    else setProblem(made.problem);
    const list = await callApi<{ items: readonly KeptBackup[] }>(
      "GET",
      "backups",
    );
    if (list.ok) setKept(list.value.items);
    setBusy(false);
  };
  return (
    <>
      <form class="card settings-make" onSubmit={make}>
        <CheckField
          id="with-agents"
          name="with_agents"
          label={TEXT.withAgents}
        />
        <button type="submit" class="button primary" disabled={busy}>
          {busy ? TEXT.makingBackup : TEXT.makeBackup}
        </button>
        <p role="status">{done}</p>
      </form>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      {kept.length === 0
        ? <EmptyState title={TEXT.noBackups} text={TEXT.noBackupsText} />
        : <BackupTable kept={kept} />}
    </>
  );
}
