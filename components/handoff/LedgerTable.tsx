import type { Fleet } from "@/domain/fleet.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Clock } from "../Clock.tsx";
import type { LedgerLine } from "./ledger.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type LedgerTableProps = {
  readonly lines: readonly LedgerLine[];
  readonly fleet: Fleet;
};

/** What was offered to whom in a hand-off, and how far each of it got. */
export function LedgerTable({ lines, fleet }: LedgerTableProps) {
  return (
    <div class="table-box">
      <table class="table ledger" role="table">
        <caption class="sr-only">
          {TASK_TEXT.everythingThatWasOfferedThe}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{TASK_TEXT.what}</th>
            <th role="columnheader" scope="col">{TASK_TEXT.by}</th>
            <th role="columnheader" scope="col">{TASK_TEXT.offered}</th>
            <th role="columnheader" scope="col" class="col-claimed">
              {TASK_TEXT.claimedToken}
            </th>
            <th role="columnheader" scope="col">{TASK_TEXT.started}</th>
            <th role="columnheader" scope="col">{TASK_TEXT.reported}</th>
            <th role="columnheader" scope="col">{TASK_TEXT.accepted}</th>
            <th role="columnheader" scope="col" class="col-outcome">
              {TASK_TEXT.outcome}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {lines.map((line) => (
            <tr role="row" key={line.key}>
              <th role="rowheader" scope="row">{line.what}</th>
              <td role="cell">
                <AgentLink id={line.agentId} fleet={fleet} />
              </td>
              <Time line={line} of="offered" />
              <td role="cell" class="num">
                <span class="cell-label">{TASK_TEXT.claimed}</span>
                <Clock at={line.claimed} />{" "}
                <span class="meta">#{line.token}</span>
              </td>
              <Time line={line} of="started" />
              <Time line={line} of="reported" />
              <Time line={line} of="accepted" />
              <td role="cell">{line.outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Time(
  { line, of }: {
    readonly line: LedgerLine;
    readonly of: "offered" | "started" | "reported" | "accepted";
  },
) {
  const at = line[of];
  return (
    <td role="cell" data-empty={at === null}>
      <span class="cell-label">{of}</span>
      {at !== null
        ? <Clock at={at} />
        : <span class="meta">{line.isOpen ? TASK_TEXT.notYet : "never"}</span>}
    </td>
  );
}
