import { z } from "zod";
import { AgentId, Instant, TaskId } from "./ids.ts";

/** Records of one kind that a report names; it counts them all. */
export const BOOT_ITEMS = 20;
/** Reports that are kept. */
export const KEPT_BOOT_REPORTS = 20;

/** What becomes of agents' processes when the server is killed: ended by the kernel at once, by the next start, or by nobody. */
export const CONTAINMENTS = ["contained", "swept", "loose"] as const;
export type Containment = typeof CONTAINMENTS[number];

const counted = <S extends z.ZodType>(item: S) =>
  z.object({
    count: z.int().nonnegative(),
    items: z.array(item).max(BOOT_ITEMS),
  });

/** An agent that is named in a report. */
export const BootAgent = z.object({ agent_id: AgentId, name: z.string() });
export type BootAgent = z.infer<typeof BootAgent>;

/** A task that is named in a report. */
export const BootTask = z.object({
  task_id: TaskId,
  title: z.string(),
  agent_id: AgentId.nullable(),
});
export type BootTask = z.infer<typeof BootTask>;

/** Something that did not survive, and why. */
export const BootLoss = z.discriminatedUnion("kind", [
  BootTask.extend({ kind: z.literal("task"), reason: z.string() }),
  BootAgent.extend({ kind: z.literal("agent"), reason: z.string() }),
]);
export type BootLoss = z.infer<typeof BootLoss>;

/** A process of an earlier life that was ended at the start. */
export const BootKill = z.object({
  pid: z.int().positive(),
  command: z.string(),
  agent_id: z.string().nullable(),
});
export type BootKill = z.infer<typeof BootKill>;

/** What a start of the server found, and what it made of it. */
export const BootReport = z.object({
  /** Counts the starts of this data folder from 1. */
  number: z.int().positive(),
  at: Instant,
  version: z.string(),
  /** How the life before it ended. */
  earlier: z.enum(["none", "stopped", "killed"]),
  containment: z.enum(CONTAINMENTS),
  /** Agents that are started again in their old session. */
  resumed: counted(BootAgent),
  /** Tasks whose attempt was cut off, and that are tried again. */
  reoffered: counted(BootTask),
  /** Hand-offs that go on from the step they were at. */
  continued: counted(BootTask),
  /** Tasks whose result was there already, though their end was not told. */
  finished: counted(BootTask),
  lost: counted(BootLoss),
  killed: counted(BootKill),
});
export type BootReport = z.infer<typeof BootReport>;

/** The newest report, and whether a person has put it away. */
export const BootState = z.object({
  last: BootReport.nullable(),
  dismissed_at: Instant.nullable(),
});
export type BootState = z.infer<typeof BootState>;
