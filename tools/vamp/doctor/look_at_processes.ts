import { formatBytes, formatCount } from "@/components/format.ts";
import type { Containment } from "@/domain/boot_report.ts";
import { readLedger } from "@/host/process_ledger.ts";
import { containmentOf, type HostTools } from "@/wrapper/host_tools.ts";
import { runTool } from "@/wrapper/run_tool.ts";
import { findTagged } from "@/wrapper/sweep.ts";
import { type Finding, fine } from "./finding.ts";

/** What each agent holds open in the server, at most. */
const FILES_OF_AGENT = 10;
/** What the server holds open by itself, with its clients. */
const FILES_OF_SERVER = 256;
/** A `claude` with its tools, in bytes. */
const BYTES_OF_AGENT = 400 * 1024 ** 2;
const FEW_PROCESSES = 1_024;
const FEW_WATCHES = 8_192;

const WHEN_KILLED: Readonly<Record<Containment, Finding>> = {
  contained: fine("a killed server", "the system ends all agents with it"),
  swept: {
    what: "a killed server",
    state: "warning",
    detail: "its agents run on until the next start ends them",
    advice:
      "Install util-linux and allow user namespaces; containers need SYS_ADMIN",
  },
  loose: {
    what: "a killed server",
    state: "fault",
    detail: "its agents run on, and nothing finds them",
    advice: "Install procps and util-linux",
  },
};

/** What becomes of agents' processes here, and how many of them there is room for. */
export async function lookAtProcesses(
  host: HostTools,
  on: {
    readonly folder: string;
    readonly maxAgents: number;
    /** Whether a server runs on that folder. */
    readonly isRunning: boolean;
    /** Reads settings of the kernel; `undefined` where there is none. */
    readonly sysctl: string | undefined;
  },
): Promise<readonly Finding[]> {
  const [left, files, processes, watches, first, group] = await Promise.all([
    on.isRunning ? [] : leftovers(host, on.folder),
    limit(host, "nofile"),
    limit(host, "nproc"),
    setting(on.sysctl, "fs.inotify.max_user_watches"),
    column(host, "args", 1),
    column(host, "cgroup", Deno.pid),
  ]);
  return [
    WHEN_KILLED[containmentOf(host)],
    ...leftoverFinding(left.length),
    ...filesFinding(files, on.maxAgents),
    ...processesFinding(processes),
    memoryFinding(on.maxAgents),
    ...watchesFinding(watches),
    ...initFinding(first),
    ...(group && group !== "-" ? [fine("control group", group)] : []),
  ];
}

async function leftovers(host: HostTools, folder: string) {
  const { lives } = await readLedger(folder);
  const dead = new Set(lives);
  return (await findTagged(host)).filter(({ instanceId }) =>
    dead.has(instanceId)
  );
}

function leftoverFinding(count: number): Finding[] {
  return count === 0 ? [] : [{
    what: "left behind",
    state: "warning",
    detail: count === 1
      ? "1 process of an earlier start still runs"
      : `${formatCount(count)} processes of an earlier start still run`,
    advice: "The next start ends them",
  }];
}

/** Exported, like those below, so that its limits can be tested. */
export function filesFinding(
  limit: number | undefined,
  maxAgents: number,
): Finding[] {
  if (limit === undefined) return [];
  const needed = FILES_OF_SERVER + maxAgents * FILES_OF_AGENT;
  const detail = `${formatCount(limit)} at once`;
  return [
    limit >= needed ? fine("open files", detail) : {
      what: "open files",
      state: "warning",
      detail: `${detail}; ${maxAgents} agents may need ${formatCount(needed)}`,
      advice: `ulimit -n ${needed}, or LimitNOFILE= of the service`,
    },
  ];
}

/** How many processes the user may have. */
export function processesFinding(limit: number | undefined): Finding[] {
  if (limit === undefined) return [];
  const detail = `${formatCount(limit)} of this user`;
  return [
    limit >= FEW_PROCESSES ? fine("processes", detail) : {
      what: "processes",
      state: "warning",
      detail,
      advice: `ulimit -u ${FEW_PROCESSES}, or TasksMax= of the service`,
    },
  ];
}

/** Whether all agents fit into what is free. */
export function memoryFinding(
  maxAgents: number,
  { available, total } = Deno.systemMemoryInfo(),
): Finding {
  const detail = `${formatBytes(available)} of ${formatBytes(total)} available`;
  const needed = maxAgents * BYTES_OF_AGENT;
  return available >= needed ? fine("memory", detail) : {
    what: "memory",
    state: "warning",
    detail: `${detail}; ${maxAgents} agents may take ${formatBytes(needed)}`,
    advice: "Lower CLAUDE_MAX_AGENTS",
  };
}

/** How many files may be watched for changes, which agents' tools do. */
export function watchesFinding(count: number | undefined): Finding[] {
  if (count === undefined) return [];
  const detail = `${formatCount(count)} files`;
  return [
    count >= FEW_WATCHES ? fine("file watches", detail) : {
      what: "file watches",
      state: "warning",
      detail,
      advice: "sysctl fs.inotify.max_user_watches=65536",
    },
  ];
}

/** Whether the first process of the host collects what others leave. */
export function initFinding(command: string | undefined): Finding[] {
  const name = command?.split(" ", 1)[0]?.split("/").at(-1) ?? "";
  return /^(deno|node|npm|claude)/.test(name)
    ? [{
      what: "first process",
      state: "warning",
      detail: `${name} does not collect ended processes of others`,
      advice: "Start the container with an init process: docker run --init",
    }]
    : [];
}

async function limit(
  { prlimit }: HostTools,
  name: "nofile" | "nproc",
): Promise<number | undefined> {
  if (prlimit === undefined) return undefined;
  const told = await runTool(prlimit, [
    `--${name}`,
    "--output",
    "SOFT",
    "--noheadings",
  ]);
  const text = told?.stdout.trim();
  return text === "unlimited" ? Infinity : numberIn(text);
}

async function setting(
  sysctl: string | undefined,
  name: string,
): Promise<number | undefined> {
  if (sysctl === undefined) return undefined;
  return numberIn((await runTool(sysctl, ["-n", name]))?.stdout.trim());
}

async function column(
  { ps }: HostTools,
  name: string,
  pid: number,
): Promise<string | undefined> {
  if (ps === undefined) return undefined;
  const told = await runTool(ps, ["-o", `${name}=`, "-p", String(pid)]);
  return told?.stdout.trim() || undefined;
}

function numberIn(text: string | undefined): number | undefined {
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}
