import type { FolderSize, StoredSize } from "@/domain/storage_sizes.ts";
import { formatBytes, formatCount } from "../format.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

type SizeTableProps = {
  readonly caption: string;
  /** What a row is: `Part`. */
  readonly what: string;
  readonly rows: readonly (StoredSize | FolderSize)[];
};

/** What takes how much room, the largest first, with the sum. */
export function SizeTable({ caption, what, rows }: SizeTableProps) {
  const sorted = rows.toSorted((a, b) => b.bytes - a.bytes);
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const isWhole = rows.every(isCounted);
  const hasFiles = rows.some((row) => "files" in row);
  return (
    <div class="table-box">
      <table class="table sizes">
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col" class="right">{HISTORY_TEXT.room}</th>
            {hasFiles && <th scope="col" class="right">{HISTORY_TEXT.files}
            </th>}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td class="right num">
                {isCounted(row) ? "" : "> "}
                {formatBytes(row.bytes)}
              </td>
              {"files" in row && (
                <td class="right num">{formatCount(row.files)}</td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{HISTORY_TEXT.together}</th>
            <td class="right num">
              {isWhole ? "" : "> "}
              {formatBytes(total)}
            </td>
            {hasFiles && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Whether all of it was counted. */
function isCounted(row: StoredSize | FolderSize): boolean {
  return !("isWhole" in row) || row.isWhole;
}
