/** One row of `ps`. */
export type PsRow = {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
  readonly uid: number;
  /** As `ps` writes it: `S`, `R+`, `Z` and the like. */
  readonly state: string;
  /** Milliseconds since 1970, exact to about a second. */
  readonly startedAtMs: number;
  /** Processor time that it used, in seconds. */
  readonly cpuSeconds: number;
  /** Share of one core, on average since its start, in percent. */
  readonly cpuPercent: number;
  /** Memory that it occupies, in bytes. */
  readonly residentBytes: number;
  /** Its arguments joined by spaces, with its environment where that was asked for. */
  readonly text: string;
};

/** Columns that Linux and macOS both have. */
export const PS_COLUMNS =
  "pid=,ppid=,pgid=,uid=,stat=,etime=,time=,pcpu=,rss=,args=";

const ROW =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+([\d:.-]+)\s+([\d:.-]+)\s+([\d.]+)\s+(\d+)\s?(.*)$/;

/**
 * Reads a listing of `PS_COLUMNS`; lines that are none of it are left out.
 *
 * @param nowMs When it was taken, in milliseconds since 1970.
 */
export function* psRows(listing: string, nowMs: number): Generator<PsRow> {
  for (const line of listing.split("\n")) {
    const match = ROW.exec(line);
    if (!match) continue;
    const [, pid, parentPid, groupId, uid, state = "", age, time, cpu, rss] =
      match;
    yield {
      pid: Number(pid),
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      uid: Number(uid),
      state,
      startedAtMs: nowMs - ageOf(age, nowMs) * 1_000,
      cpuSeconds: secondsOf(time),
      cpuPercent: Number(cpu),
      residentBytes: Number(rss) * 1024,
      text: (match[10] ?? "").trimEnd(),
    };
  }
}

/**
 * Seconds since a process began. `ps` reckons without a sign, so that one that
 * began a tick after the clock it read has lived for ages; it has just begun.
 */
function ageOf(text: string | undefined, nowMs: number): number {
  const seconds = secondsOf(text);
  return seconds * 1_000 <= nowMs ? seconds : 0;
}

/** `[[days-]hours:]minutes:seconds`, as seconds. */
function secondsOf(text = "0"): number {
  const [rest = "0", days = "0"] = text.split("-").reverse();
  const clock = rest.split(":").reduce(
    (sum, part) => sum * 60 + Number(part),
    0,
  );
  return Number(days) * 86_400 + clock;
}
