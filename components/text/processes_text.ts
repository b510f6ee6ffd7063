import type { Containment } from "@/domain/boot_report.ts";
import type { CleanableKind } from "@/domain/disk_use.ts";
import type { ProcessState } from "@/domain/host_processes.ts";
import { formatBytes, formatCount } from "../format.ts";

const processes = (count: number, kind = "") =>
  `${formatCount(count)} ${kind}${count === 1 ? "process" : "processes"}`;
const entriesOf = (count: number) =>
  `${formatCount(count)} ${count === 1 ? "entry" : "entries"}`;

/** What the page of processes and disk says. */
export const PROCESSES_TEXT = {
  title: "Processes and disk",
  processes: {
    title: "Processes",
    caption: "Processes of agents, each below the one that started it",
    server: "Server",
    agents: "Of agents",
    memory: "Memory",
    cpu: "Processor",
    zombies: "Not collected",
    containment: "When the server is killed",
    containments: {
      contained: "The system ends all agents at once",
      swept: "The next start ends what is left",
      loose: "Agents run on: nothing here can find them",
    } satisfies Readonly<Record<Containment, string>>,
    advice: {
      contained: undefined,
      swept:
        "Install util-linux and allow user namespaces, and the system itself ends agents with the server.",
      loose:
        "Install procps and util-linux: without kill and ps, agents cannot be stopped for sure.",
    } satisfies Readonly<Record<Containment, string | undefined>>,
    zombiesText: (count: number) =>
      `${
        processes(count, "ended ")
      } that nobody collects. In a container, start it with an init process (docker run --init).`,
    none: "No agent has a process now.",
    columns: {
      process: "Process",
      agent: "Agent",
      state: "State",
      age: "Age",
      cpu: "CPU",
      memory: "Memory",
    },
    cpuOf: (percent: number, seconds: number) =>
      `${percent.toFixed(percent < 10 ? 1 : 0)} % of a core since its start, ${
        Math.round(seconds)
      } s`,
    percent: (percent: number) => `${percent.toFixed(percent < 10 ? 1 : 0)} %`,
    noAgent: "none",
    unmarked: "threw its marks away; known by where it came from",
    leftTitle: (count: number) =>
      `${processes(count)} of an earlier start still ${
        count === 1 ? "runs" : "run"
      }.`,
    end: "End them",
    ending: "Ending…",
    ended: (count: number) => `${processes(count)} ended.`,
    stale: "This is how it was before; the server did not answer since.",
    states: {
      running: "running",
      sleeping: "waiting",
      waiting_for_disk: "waiting for a disk",
      stopped: "stopped",
      zombie: "ended",
      other: "unknown",
    } satisfies Readonly<Record<ProcessState, string>>,
  },
  disk: {
    title: "Disk",
    caption: "Parts of the data folder, the largest first",
    part: "Part",
    free: "Free",
    of: (total: number) => `of ${formatBytes(total)}`,
    folder: "Data folder",
    clean: "Clean up…",
    nothing: "There is nothing to clean up: all of it is in use.",
    cleanTitle: "Clean up the data folder?",
    kinds: {
      temporary_files: "Temporary files of agents that have ended",
      agent_settings:
        "Homes, settings and Claude sessions of agents that have ended",
      agent_work: "Files that ended agents made in folders of their own",
      damaged_stores: "Damaged stores that were set aside",
    } satisfies Readonly<Record<CleanableKind, string>>,
    room: (bytes: number, isWhole: boolean) =>
      `${isWhole ? "" : "more than "}${formatBytes(bytes)}`,
    entries: (entries: number) => entriesOf(entries),
    sum: (entries: number, bytes: number, isWhole: boolean) =>
      `${entriesOf(entries)} with ${isWhole ? "" : "more than "}${
        formatBytes(bytes)
      } will be removed.`,
    noneChosen: "Nothing is chosen.",
    sure: "Remove them for good; this cannot be undone",
    keep: "Keep them",
    remove: "Remove",
    removing: "Removing…",
    done: (entries: number, bytes: number, failed: number) =>
      `${entriesOf(entries)} removed, ${formatBytes(bytes)} are free again.${
        failed > 0 ? ` ${entriesOf(failed)} could not be removed.` : ""
      }`,
    folderElsewhere:
      "Folders that agents were sent to are not touched, and neither is anything of an agent that lives or can be started again.",
  },
  counting: "Counting…",
} as const;
