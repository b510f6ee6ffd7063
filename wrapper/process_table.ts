import { TAGS } from "./environment.ts";
import { PS_COLUMNS, type PsRow, psRows } from "./ps_listing.ts";
import { runTool } from "./run_tool.ts";

/** Who a process belongs to: the marks that its environment has, or had. */
export type Owner = {
  readonly instanceId: string;
  readonly agentId: string | undefined;
  readonly launchId: string | undefined;
};

/** A process that was seen to be ours, though it may not show it any more. */
export type KnownProcess = Owner & {
  readonly pid: number;
  /** Milliseconds since 1970; an id alone may have been given to another. */
  readonly startedAtMs: number;
};

/** One process that is ours. */
export type TaggedProcess = KnownProcess & {
  readonly parentPid: number;
  readonly groupId: number;
  /** Whether its own environment has our marks; otherwise it descends from one that has. */
  readonly isMarked: boolean;
  /** As `ps` writes it. */
  readonly state: string;
  readonly cpuSeconds: number;
  /** Share of one core, on average since its start, in percent. */
  readonly cpuPercent: number;
  /** Memory that it occupies, in bytes. */
  readonly residentBytes: number;
  /** Its arguments, joined by spaces. */
  readonly command: string;
};

/** What one look at the processes of the host showed. */
export type ProcessTable = {
  readonly ours: readonly TaggedProcess[];
  /** This process. */
  readonly self: PsRow | undefined;
  /** Ended processes below this one, or below ours, that nobody has collected. */
  readonly zombies: readonly PsRow[];
};

const EMPTY: ProcessTable = { ours: [], self: undefined, zombies: [] };

/** Times of the same start differ by what `ps` rounds, and by small steps of the clock. */
const SAME_START_MS = 2_500;

/**
 * Looks at the running processes of this user: those with our tags in their
 * environment, what descends from them, and those of `known` that still run.
 * The list of arguments is read on its own and cut off first, so that a
 * command which merely mentions a tag is never taken for a tagged one. Shows
 * nothing where `ps` cannot be run.
 */
export async function lookAtProcesses(
  ps: string | undefined,
  known: readonly KnownProcess[] = [],
): Promise<ProcessTable> {
  if (ps === undefined) return EMPTY;
  // Arguments after environments: a process that was replaced in between then
  // shows arguments that its old line does not begin with, and is left out.
  const withEnvironment = await runTool(ps, ["axeww", "-o", PS_COLUMNS]);
  const plain = await runTool(ps, ["axww", "-o", PS_COLUMNS]);
  if (!withEnvironment || !plain) return EMPTY;
  return readTable(withEnvironment.stdout, plain.stdout, {
    ownPid: Deno.pid,
    nowMs: Date.now(),
    known,
  });
}

/** Our processes alone; see `lookAtProcesses`. */
export async function listTagged(
  ps: string | undefined,
): Promise<readonly TaggedProcess[]> {
  return (await lookAtProcesses(ps)).ours;
}

/** Reads the two listings of `ps`; pure, so that its care can be tested. */
export function readTable(
  withEnvironment: string,
  plain: string,
  at: {
    readonly ownPid: number;
    readonly nowMs: number;
    readonly known: readonly KnownProcess[];
  },
): ProcessTable {
  const rows = new Map(psRows(plain, at.nowMs).map((row) => [row.pid, row]));
  const self = rows.get(at.ownPid);
  const marks = marksOf(withEnvironment, rows, at.nowMs);
  const known = new Map(at.known.map((each) => [each.pid, each]));

  /** Ours by its own marks, by what it was seen to be, or by its parent. */
  const owners = new Map<number, Owner | undefined>();
  const ownerOf = (row: PsRow): Owner | undefined => {
    if (row.pid === at.ownPid || row.uid !== self?.uid) return undefined;
    if (owners.has(row.pid)) return owners.get(row.pid);
    // A listing is no snapshot: a circle of parents must not go on for ever.
    owners.set(row.pid, undefined);
    const parent = rows.get(row.parentPid);
    const seen = known.get(row.pid);
    const owner = marks.get(row.pid) ??
      (seen && isSameStart(seen, row) ? seen : undefined) ??
      (parent && ownerOf(parent));
    owners.set(row.pid, owner);
    return owner;
  };

  const ours: TaggedProcess[] = [];
  const zombies: PsRow[] = [];
  for (const row of rows.values()) {
    const owner = ownerOf(row);
    if (row.state.startsWith("Z")) {
      if (owner || row.parentPid === at.ownPid) zombies.push(row);
    } else if (owner) ours.push(ourProcess(row, owner, marks.has(row.pid)));
  }
  return { ours, self, zombies };
}

/** Whether it is the very process that was seen, and not another under its id. */
function isSameStart(seen: KnownProcess, row: PsRow): boolean {
  return Math.abs(seen.startedAtMs - row.startedAtMs) <= SAME_START_MS;
}

function marksOf(
  listing: string,
  rows: ReadonlyMap<number, PsRow>,
  nowMs: number,
): ReadonlyMap<number, Owner> {
  const marks = new Map<number, Owner>();
  if (!listing.includes(`${TAGS.instance}=`)) return marks;
  for (const { pid, text } of psRows(listing, nowMs)) {
    const args = rows.get(pid)?.text;
    if (args === undefined || !text.startsWith(args)) continue;
    const environment = text.slice(args.length).split(" ");
    const instanceId = valueOf(environment, TAGS.instance);
    if (instanceId === undefined) continue;
    marks.set(pid, {
      instanceId,
      agentId: valueOf(environment, TAGS.agent),
      launchId: valueOf(environment, TAGS.launch),
    });
  }
  return marks;
}

function ourProcess(
  { text, uid: _, ...row }: PsRow,
  { instanceId, agentId, launchId }: Owner,
  isMarked: boolean,
): TaggedProcess {
  return { ...row, instanceId, agentId, launchId, isMarked, command: text };
}

function valueOf(
  environment: readonly string[],
  name: string,
): string | undefined {
  const prefix = `${name}=`;
  return environment.find((entry) => entry.startsWith(prefix))
    ?.slice(prefix.length);
}
