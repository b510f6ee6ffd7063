import type { Fleet } from "@/domain/fleet.ts";
import type { HostProcess } from "@/domain/host_processes.ts";
import { Age } from "../Age.tsx";
import { AgentLink } from "../AgentLink.tsx";
import { formatBytes } from "../format.ts";
import { PROCESSES_TEXT } from "../text/processes_text.ts";

const TEXT = PROCESSES_TEXT.processes;
/** Deeper ones stand as far in as these. */
const MAX_DEPTH = 6;

type ProcessTableProps = {
  /** Parents before their children. */
  readonly processes: readonly HostProcess[];
  readonly fleet: Fleet;
  readonly now: number;
};

/** Processes, one row each, set in below the one that started them. */
export function ProcessTable({ processes, fleet, now }: ProcessTableProps) {
  const depths = depthsOf(processes);
  return (
    <div class="table-box">
      <table class="table processes" role="table">
        <caption class="sr-only">{TEXT.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{TEXT.columns.process}</th>
            <th role="columnheader" scope="col">{TEXT.columns.agent}</th>
            <th role="columnheader" scope="col">{TEXT.columns.state}</th>
            <th role="columnheader" scope="col" class="right">
              {TEXT.columns.age}
            </th>
            <th role="columnheader" scope="col" class="right">
              {TEXT.columns.cpu}
            </th>
            <th role="columnheader" scope="col" class="right">
              {TEXT.columns.memory}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {processes.map((process) => (
            <tr
              role="row"
              key={process.pid}
              data-depth={Math.min(depths.get(process.pid) ?? 0, MAX_DEPTH)}
            >
              <th role="rowheader" scope="row" class="process-name">
                <span class="num meta">{process.pid}</span>{" "}
                <code title={process.marked ? process.command : TEXT.unmarked}>
                  {process.command}
                </code>
              </th>
              <td role="cell" class="process-agent">
                <AgentLink
                  id={process.agent_id}
                  fleet={fleet}
                  nobody={TEXT.noAgent}
                />
              </td>
              <td role="cell">{TEXT.states[process.state]}</td>
              <td role="cell" class="right">
                <Age since={process.started_at} now={now} />
              </td>
              <td
                role="cell"
                class="right num"
                title={TEXT.cpuOf(process.cpu_percent, process.cpu_seconds)}
              >
                {TEXT.percent(process.cpu_percent)}
              </td>
              <td role="cell" class="right num">
                {formatBytes(process.resident_bytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How many of the processes above each are shown, too. */
function depthsOf(
  processes: readonly HostProcess[],
): ReadonlyMap<number, number> {
  const depths = new Map<number, number>();
  for (const { pid, parent_pid } of processes) {
    const above = depths.get(parent_pid);
    depths.set(pid, above === undefined ? 0 : above + 1);
  }
  return depths;
}
