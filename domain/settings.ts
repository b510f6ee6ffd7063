import { z } from "zod";
import type { Config } from "./config.ts";
import { ConfigVariable } from "./config_variables.ts";

/** What the environment decides, as it is in effect; secrets are there or not, and never told. */
export const Settings = z.object({
  api: z.object({
    host: z.string(),
    port: z.int(),
    tls: z.boolean(),
    cors_origins: z.array(z.string()),
    /** Requests that one caller may send each second; 0 is no limit. */
    requests_per_second: z.number(),
  }),
  data_dir: z.string(),
  /** Where the history is. */
  history: z.enum(["embedded", "postgres"]),
  agents: z.object({
    max: z.int(),
    timeout_seconds: z.int(),
    isolation: z.enum(["auto", "own", "shared"]),
    /** Folders, with all inside them, that an agent may work in. */
    allowed_roots: z.array(z.string()),
    /** Names of the variables that agents get, without their values. */
    variables: z.array(z.string()),
  }),
  tasks: z.object({
    max_running: z.int(),
    lease_seconds: z.int(),
  }),
  approvals: z.object({ timeout_minutes: z.int() }),
  retention: z.object({
    live_hours: z.int(),
    history_days: z.int(),
    history_max_gib: z.int(),
    metrics_days: z.int(),
  }),
  monitoring: z.boolean(),
  log_level: z.string(),
  /** null: none are made by themselves. */
  daily_backup_at: z.string().nullable(),
  backups_encrypted: z.boolean(),
  demo: z.boolean(),
  /** Every variable, and where its value comes from. */
  variables: z.array(ConfigVariable),
});
export type Settings = z.infer<typeof Settings>;

/** The settings of a server that runs with this configuration. Pure. */
export function settingsOf(
  config: Config,
  facts: {
    readonly port: number;
    readonly dataDir: string;
    readonly demo: boolean;
    readonly variables: readonly ConfigVariable[];
  },
): Settings {
  const { demo, variables } = facts;
  return {
    api: {
      host: config.apiHost,
      port: facts.port,
      tls: config.tls !== undefined,
      cors_origins: [...config.corsOrigins],
      requests_per_second: config.requestsPerSecond,
    },
    data_dir: facts.dataDir,
    history: config.databaseUrl && !demo ? "postgres" : "embedded",
    agents: {
      max: config.maxAgents,
      timeout_seconds: config.agentTimeoutSeconds,
      isolation: demo ? "own" : config.claudeIsolation,
      allowed_roots: [...config.allowedRoots],
      variables: demo ? [] : Object.keys(config.agentEnv).sort(),
    },
    tasks: {
      max_running: config.maxRunningTasks,
      lease_seconds: config.taskLeaseSeconds,
    },
    approvals: { timeout_minutes: config.approvalTimeoutMinutes },
    retention: {
      live_hours: config.liveRetentionHours,
      history_days: config.historyRetentionDays,
      history_max_gib: config.historyMaxGib,
      metrics_days: config.metricsRetentionDays,
    },
    monitoring: config.monitoringEnabled,
    log_level: config.logLevel,
    daily_backup_at: config.backupAt && !demo ? clock(config.backupAt) : null,
    backups_encrypted: config.encryptionKey !== undefined,
    demo,
    variables: [...variables],
  };
}

function clock({ hour, minute }: NonNullable<Config["backupAt"]>): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(hour)}:${two(minute)}`;
}
