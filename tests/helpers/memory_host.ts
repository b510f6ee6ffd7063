import type { CleanableKind, DiskUse } from "@/domain/disk_use.ts";
import type { HostService } from "@/domain/host_port.ts";
import type { ProcessReport } from "@/domain/host_processes.ts";

const AT = "2026-01-02T03:04:05.678Z";
const load = (pid: number) => ({
  pid,
  started_at: "2026-01-02T03:00:00.000Z",
  cpu_seconds: 1.5,
  cpu_percent: 2.5,
  resident_bytes: 200 * 1024 ** 2,
});

/** A host with an agent, its tool, and what an earlier start left behind. */
export const HOST_PROCESSES: ProcessReport = {
  at: AT,
  containment: "swept",
  server: load(100),
  processes: [
    {
      ...load(200),
      parent_pid: 100,
      state: "sleeping",
      agent_id: null,
      life: "current",
      command: "/usr/bin/claude -p",
      marked: true,
    },
    {
      ...load(201),
      parent_pid: 200,
      state: "running",
      agent_id: null,
      life: "current",
      command: "make all",
      marked: false,
    },
    {
      ...load(300),
      parent_pid: 1,
      state: "stopped",
      agent_id: null,
      life: "earlier",
      command: "sleep 1000",
      marked: true,
    },
  ],
  zombies: 1,
};

export const HOST_DISK: DiskUse = {
  at: AT,
  folder: "/srv/vamp/data",
  free_bytes: 20 * 1024 ** 3,
  total_bytes: 100 * 1024 ** 3,
  parts: [
    { name: "Live store", bytes: 4_096_000, files: 3, is_whole: true },
    { name: "Agents' folders", bytes: 90_000_000, files: 812, is_whole: false },
  ],
  cleanable: [
    {
      kind: "temporary_files",
      entries: 3,
      bytes: 1_000_000,
      files: 40,
      is_whole: true,
    },
    {
      kind: "agent_work",
      entries: 2,
      bytes: 50_000_000,
      files: 300,
      is_whole: false,
    },
  ],
};

/** A host in memory, which notes what it was told to do. */
export class MemoryHost implements HostService {
  readonly cleaned: (readonly CleanableKind[])[] = [];
  #report = HOST_PROCESSES;

  processes() {
    return Promise.resolve(this.#report);
  }

  endLeftovers() {
    const { processes } = this.#report;
    const current = processes.filter(({ life }) => life === "current");
    this.#report = { ...this.#report, processes: current };
    return Promise.resolve(processes.length - current.length);
  }

  disk() {
    return Promise.resolve(HOST_DISK);
  }

  clean(kinds: readonly CleanableKind[]) {
    this.cleaned.push(kinds);
    const chosen = HOST_DISK.cleanable
      .filter(({ kind }) => kinds.includes(kind));
    const sum = (of: "entries" | "bytes") =>
      chosen.reduce((all, each) => all + each[of], 0);
    return Promise.resolve({
      entries: sum("entries"),
      bytes: sum("bytes"),
      failed: 0,
    });
  }
}
