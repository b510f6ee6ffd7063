import type { KeptBackup } from "@/domain/backup_state.ts";
import { formatBytes } from "../format.ts";
import { Moment } from "../Moment.tsx";
import { SETTINGS_TEXT as TEXT } from "../text/settings_text.ts";

/** Backups that lie in the data folder, the newest first. */
export function BackupTable(
  { kept }: { readonly kept: readonly KeptBackup[] },
) {
  return (
    <div class="table-box">
      <table class="table backups" role="table">
        <caption class="sr-only">{TEXT.backupsTable}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{TEXT.made}</th>
            <th role="columnheader" scope="col">{TEXT.why}</th>
            <th role="columnheader" scope="col">{TEXT.file}</th>
            <th role="columnheader" scope="col" class="right">{TEXT.size}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {kept.map(({ path, kind, created_at, bytes }) => (
            <tr role="row" key={path}>
              <th role="rowheader" scope="row">
                <Moment at={created_at} />
              </th>
              <td role="cell">{TEXT.kinds[kind]}</td>
              <td role="cell">
                <code>{path}</code>
              </td>
              <td role="cell" class="right num">{formatBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
