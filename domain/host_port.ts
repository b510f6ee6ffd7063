import type { CleanableKind, Cleaned, DiskUse } from "./disk_use.ts";
import type { ProcessReport } from "./host_processes.ts";

/** What a person may ask about the server's own processes and its disk. */
export interface HostService {
  /** Looks anew; takes a fraction of a second. */
  processes(): Promise<ProcessReport>;
  /** Ends what earlier starts left behind; resolves when it is gone, with how many there were. */
  endLeftovers(): Promise<number>;
  /** Counts anew; takes seconds at most. */
  disk(): Promise<DiskUse>;
  /** Removes these kinds for good, in what nothing uses at that moment. Safe to repeat. */
  clean(kinds: readonly CleanableKind[]): Promise<Cleaned>;
}
