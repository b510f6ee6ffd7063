import { z } from "zod";
import { CONTAINMENTS } from "./boot_report.ts";
import { Instant } from "./ids.ts";

/** `zombie`: ended, and not collected by its parent. */
export const PROCESS_STATES = [
  "running",
  "sleeping",
  "waiting_for_disk",
  "stopped",
  "zombie",
  "other",
] as const;
export type ProcessState = typeof PROCESS_STATES[number];

/** What a process is measured by. */
export const ProcessLoad = z.object({
  pid: z.int().positive(),
  started_at: Instant,
  /** Processor time that it used, in seconds. */
  cpu_seconds: z.number().nonnegative(),
  /** Share of one core, on average since its start, in percent. */
  cpu_percent: z.number().nonnegative(),
  /** Memory that it occupies. */
  resident_bytes: z.int().nonnegative(),
});
export type ProcessLoad = z.infer<typeof ProcessLoad>;

/** One process that the server, or an earlier start of it, is the reason for. */
export const HostProcess = ProcessLoad.extend({
  parent_pid: z.int().nonnegative(),
  state: z.enum(PROCESS_STATES),
  /** The agent that it belongs to; null when it does not say. */
  agent_id: z.string().nullable(),
  /** `earlier`: an earlier start of this data folder left it behind. */
  life: z.enum(["current", "earlier"]),
  /** Its command with the arguments, cut when it is long. */
  command: z.string(),
  /** False: it threw its marks away, and is known by where it came from. */
  marked: z.boolean(),
});
export type HostProcess = z.infer<typeof HostProcess>;

/** All processes that the server is the reason for, as one look showed them. */
export const ProcessReport = z.object({
  at: Instant,
  containment: z.enum(CONTAINMENTS),
  /** The server itself; null where processes cannot be looked at. */
  server: ProcessLoad.nullable(),
  /** Parents before their children. */
  processes: z.array(HostProcess),
  /** Ended processes that nobody collects. */
  zombies: z.int().nonnegative(),
});
export type ProcessReport = z.infer<typeof ProcessReport>;
