import type { Fleet } from "@/domain/fleet.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Clock } from "../Clock.tsx";
import type { LedgerLine } from "./ledger.ts";

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
          Everything that was offered, the first one first
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">What</th>
            <th role="columnheader" scope="col">By</th>
            <th role="columnheader" scope="col">Offered</th>
            <th role="columnheader" scope="col" class="col-claimed">
              Claimed (token)
            </th>
            <th role="columnheader" scope="col">Started</th>
            <th role="columnheader" scope="col">Reported</th>
            <th role="columnheader" scope="col">Accepted</th>
            <th role="columnheader" scope="col" class="col-outcome">Outcome</th>
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
                <span class="cell-label">claimed</span>
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
        : <span class="meta">{line.isOpen ? "not yet" : "never"}</span>}
    </td>
  );
}
