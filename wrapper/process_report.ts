import type { Containment } from "@/domain/boot_report.ts";
import type {
  HostProcess,
  ProcessLoad,
  ProcessReport,
  ProcessState,
} from "@/domain/host_processes.ts";
import type { ProcessTable, TaggedProcess } from "./process_table.ts";

/** Characters of a command that are shown. */
const COMMAND_CHARS = 400;

type Facts = {
  readonly at: string;
  readonly containment: Containment;
  /** The mark of this life, and those of the lives before it. */
  readonly current: string;
  readonly earlier: ReadonlySet<string>;
};

/** What one look showed of this data folder's processes, parents before their children. Pure. */
export function processReport(
  { ours, self, zombies }: ProcessTable,
  { at, containment, current, earlier }: Facts,
): ProcessReport {
  const shown = inOrder(
    ours.filter(({ instanceId }) =>
      instanceId === current || earlier.has(instanceId)
    ),
  );
  return {
    at,
    containment,
    server: self ? loadOf(self) : null,
    processes: shown.map((each): HostProcess => ({
      ...loadOf(each),
      parent_pid: each.parentPid,
      state: stateOf(each.state),
      agent_id: each.agentId ?? null,
      life: each.instanceId === current ? "current" : "earlier",
      command: each.command.slice(0, COMMAND_CHARS),
      marked: each.isMarked,
    })),
    zombies: zombies.length,
  };
}

type Measured = {
  readonly pid: number;
  readonly startedAtMs: number;
  readonly cpuSeconds: number;
  readonly cpuPercent: number;
  readonly residentBytes: number;
};

function loadOf(of: Measured): ProcessLoad {
  return {
    pid: of.pid,
    started_at: new Date(of.startedAtMs).toISOString(),
    cpu_seconds: of.cpuSeconds,
    cpu_percent: of.cpuPercent,
    resident_bytes: of.residentBytes,
  };
}

/** The first letter of what `ps` writes, on Linux and macOS. */
function stateOf(letters: string): ProcessState {
  switch (letters[0]) {
    case "R":
      return "running";
    case "S":
    case "I":
      return "sleeping";
    case "D":
    case "U":
      return "waiting_for_disk";
    case "T":
    case "t":
      return "stopped";
    case "Z":
      return "zombie";
    default:
      return "other";
  }
}

/** Each right after its parent and its older siblings with their trees. */
function inOrder(all: readonly TaggedProcess[]): readonly TaggedProcess[] {
  const pids = new Set(all.map(({ pid }) => pid));
  const byParent = Map.groupBy(
    all.toSorted((a, b) => a.startedAtMs - b.startedAtMs || a.pid - b.pid),
    ({ parentPid }) => pids.has(parentPid) ? parentPid : 0,
  );
  const below = (pid: number): TaggedProcess[] =>
    (byParent.get(pid) ?? []).flatMap((each) => [each, ...below(each.pid)]);
  return below(0);
}
