import { z } from "zod";
import {
  commaList,
  databaseAddress,
  hostName,
  isHostAndPort,
  isLoopbackHost,
  isOrigin,
  LOG_LEVELS,
  type LogLevel,
  logLevel,
  oneLine,
  secretText,
  switchWord,
  timeOfDay,
  webAddress,
  wholeNumber,
} from "./config_values.ts";

/** What the environment decides, checked; `.env.example` says what each is. */
export type Config = {
  readonly apiHost: string;
  /** 0 lets the system pick a free port. */
  readonly apiPort: number;
  /** Requests that one caller may send each second; 0 is no limit. */
  readonly requestsPerSecond: number;
  /** Every answer of the API is checked against its document. */
  readonly checkAnswers: boolean;
  readonly dataDir: string;
  /** `undefined`: history is kept in the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly claudeCliPath: string | undefined;
  readonly maxAgents: number;
  readonly agentTimeoutSeconds: number;
  /** A task whose agent gives no sign of life for so long is taken back. */
  readonly taskLeaseSeconds: number;
  readonly maxRunningTasks: number;
  /** No process of an agent starts while the host has less memory free, in MiB. */
  readonly minFreeMemoryMb: number;
  /** A request for permission that nobody answers for so long is denied. */
  readonly approvalTimeoutMinutes: number;
  readonly logLevel: LogLevel;
  readonly monitoringEnabled: boolean;
  readonly metricsRetentionDays: number;
  /** Hours that ended records stay in the live store; 0 keeps them. */
  readonly liveRetentionHours: number;
  /** Days that details stay in the history; 0 keeps them. */
  readonly historyRetentionDays: number;
  /** GiB that the history's rows may take; 0 is no limit. */
  readonly historyMaxGib: number;
  readonly jwtSecret: string | undefined;
  readonly encryptionKey: string | undefined;
  /** When the server makes a backup each day, in local time; `undefined`: never. */
  readonly backupAt:
    | { readonly hour: number; readonly minute: number }
    | undefined;
  /** How a backup takes a history on Postgres; the embedded one is exported. */
  readonly backupMethod: BackupMethod;
  readonly corsOrigins: readonly string[];
  readonly tls: Tls | undefined;
  /** Hosts that webhooks may be sent to; none: there are no webhooks. */
  readonly webhookHosts: readonly string[];
  /** Whether these hosts may be on private networks. */
  readonly webhookPrivate: boolean;
  readonly allowedRoots: readonly string[];
  readonly claudeIsolation: "auto" | "own" | "shared";
  /** `undefined`: a token is made and kept in the data directory. */
  readonly authToken: string | undefined;
  /** Credentials and addresses for the agents alone, under their own names. */
  readonly agentEnv: Readonly<Record<string, string>>;
};
/** `auto`: by `pg_dump` where one is found that fits the server, else `export`. */
export type BackupMethod = "auto" | "pg_dump" | "export";
type Tls = { readonly certPath: string; readonly keyPath: string };

const AgentEnvironment = z.object({
  ANTHROPIC_API_KEY: oneLine.optional(),
  ANTHROPIC_AUTH_TOKEN: oneLine.optional(),
  ANTHROPIC_BASE_URL: webAddress.optional(),
  ANTHROPIC_BETAS: oneLine.optional(),
  ANTHROPIC_CUSTOM_HEADERS: oneLine.optional(),
  ANTHROPIC_DEFAULT_HAIKU_MODEL: oneLine.optional(),
  ANTHROPIC_DEFAULT_OPUS_MODEL: oneLine.optional(),
  ANTHROPIC_DEFAULT_SONNET_MODEL: oneLine.optional(),
  ANTHROPIC_MODEL: oneLine.optional(),
  ANTHROPIC_SMALL_FAST_MODEL: oneLine.optional(),
  CLAUDE_CODE_OAUTH_TOKEN: oneLine.optional(),
});

const Environment = z.object({
  API_HOST: hostName.default("127.0.0.1"),
  API_PORT: wholeNumber(0, 65_535).default(4005),
  API_RATE_LIMIT: wholeNumber(0, 100_000).default(200),
  API_CHECK_ANSWERS: switchWord.default(false),
  DATA_DIR: oneLine.default("./data"),
  DATABASE_URL: databaseAddress.optional(),
  CLAUDE_CLI_PATH: oneLine.optional(),
  CLAUDE_MAX_AGENTS: wholeNumber(1, 1_000).default(10),
  CLAUDE_AGENT_TIMEOUT: wholeNumber(1, 86_400).default(300),
  TASK_LEASE_SECONDS: wholeNumber(10, 86_400).default(120),
  MAX_RUNNING_TASKS: wholeNumber(1, 1_000).default(1_000),
  MIN_FREE_MEMORY_MB: wholeNumber(0, 1_048_576).default(512),
  APPROVAL_TIMEOUT_MINUTES: wholeNumber(1, 10_080).default(15),
  LOG_LEVEL: logLevel.default("info"),
  MONITORING_ENABLED: switchWord.default(true),
  METRICS_RETENTION_DAYS: wholeNumber(1, 3_650).default(30),
  LIVE_RETENTION_HOURS: wholeNumber(0, 87_600).default(72),
  HISTORY_RETENTION_DAYS: wholeNumber(0, 3_650).default(30),
  HISTORY_MAX_GIB: wholeNumber(0, 10_000).default(5),
  JWT_SECRET: secretText(16).optional(),
  ENCRYPTION_KEY: secretText(16).optional(),
  BACKUP_AT: timeOfDay.default({ hour: 3, minute: 17 }),
  BACKUP_METHOD: z.enum(["auto", "pg_dump", "export"]).default("auto"),
  CORS_ORIGINS: commaList(isOrigin).default([]),
  TLS_CERT: oneLine.optional(),
  TLS_KEY: oneLine.optional(),
  WEBHOOK_HOSTS: commaList(isHostAndPort).default([]),
  WEBHOOK_PRIVATE: switchWord.default(false),
  ALLOWED_ROOTS: commaList((path) => path.startsWith("/")).default([]),
  CLAUDE_ISOLATION: z.enum(["auto", "own", "shared"]).default("auto"),
  AUTH_TOKEN: secretText(8).optional(),
  ...AgentEnvironment.shape,
});
type Variables = z.infer<typeof Environment>;
type VariableName = keyof Variables;

const ONE_LINE = "one line of text";
const TAKES: Readonly<Record<VariableName, string>> = {
  API_HOST: "a host name or an IP address, without a port",
  API_PORT: "a whole number from 0 to 65535",
  API_CHECK_ANSWERS: "true or false",
  API_RATE_LIMIT: "a whole number of requests a second from 0 to 100000",
  DATA_DIR: "the path of a folder",
  DATABASE_URL: "an address such as postgres://user:password@host:5432/name",
  CLAUDE_CLI_PATH: "the path of the claude program",
  CLAUDE_MAX_AGENTS: "a whole number from 1 to 1000",
  CLAUDE_AGENT_TIMEOUT: "a whole number of seconds from 1 to 86400",
  TASK_LEASE_SECONDS: "a whole number of seconds from 10 to 86400",
  MAX_RUNNING_TASKS: "a whole number from 1 to 1000",
  MIN_FREE_MEMORY_MB: "a whole number of MiB from 0 to 1048576",
  APPROVAL_TIMEOUT_MINUTES: "a whole number of minutes from 1 to 10080",
  LOG_LEVEL: `one of ${LOG_LEVELS.join(", ")}`,
  MONITORING_ENABLED: "true or false",
  METRICS_RETENTION_DAYS: "a whole number of days from 1 to 3650",
  LIVE_RETENTION_HOURS: "a whole number of hours from 0 to 87600",
  HISTORY_RETENTION_DAYS: "a whole number of days from 0 to 3650",
  HISTORY_MAX_GIB: "a whole number of GiB from 0 to 10000",
  JWT_SECRET: "at least 16 characters, no spaces or control characters",
  ENCRYPTION_KEY: "at least 16 characters, no spaces or control characters",
  BACKUP_AT: "a time of the day such as 03:17, or off",
  BACKUP_METHOD: "one of auto, pg_dump, export",
  CORS_ORIGINS: "origins such as https://example.com, separated by commas",
  TLS_CERT: "the path of a certificate file",
  TLS_KEY: "the path of a private key file",
  WEBHOOK_HOSTS: "hosts such as hooks.example.com:8443, separated by commas",
  WEBHOOK_PRIVATE: "true or false",
  ALLOWED_ROOTS: "absolute paths of folders, separated by commas",
  CLAUDE_ISOLATION: "one of auto, own, shared",
  AUTH_TOKEN: "at least 8 characters, no spaces or control characters",
  ANTHROPIC_API_KEY: ONE_LINE,
  ANTHROPIC_AUTH_TOKEN: ONE_LINE,
  ANTHROPIC_BASE_URL: "an http:// or https:// address",
  ANTHROPIC_BETAS: ONE_LINE,
  ANTHROPIC_CUSTOM_HEADERS: ONE_LINE,
  ANTHROPIC_DEFAULT_HAIKU_MODEL: ONE_LINE,
  ANTHROPIC_DEFAULT_OPUS_MODEL: ONE_LINE,
  ANTHROPIC_DEFAULT_SONNET_MODEL: ONE_LINE,
  ANTHROPIC_MODEL: ONE_LINE,
  ANTHROPIC_SMALL_FAST_MODEL: ONE_LINE,
  CLAUDE_CODE_OAUTH_TOKEN: ONE_LINE,
};

// An address may carry a password, so these are never shown either.
const SECRETS: ReadonlySet<string> = new Set<VariableName>([
  "DATABASE_URL",
  "JWT_SECRET",
  "ENCRYPTION_KEY",
  "AUTH_TOKEN",
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_AUTH_TOKEN",
  "ANTHROPIC_BASE_URL",
  "ANTHROPIC_CUSTOM_HEADERS",
  "CLAUDE_CODE_OAUTH_TOKEN",
]);

/** The variables that reach the agents; the server itself never uses them. */
export const AGENT_VARIABLES: readonly string[] = Object.keys(
  AgentEnvironment.shape,
);

/** What a variable takes, whether it is secret, and what it is when nobody sets it. */
export function variableFacts(name: string) {
  const variable = name as VariableName;
  return {
    takes: TAKES[variable],
    isSecret: SECRETS.has(name),
    standard: Environment.parse({})[variable],
  };
}

/** Every variable that is read; the launcher passes on and grants these alone. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(TAKES);

/**
 * Reads the configuration from variables; an empty value counts as unset.
 * Never throws: each wrong value becomes one line that names the variable,
 * what it got (of a secret only its length) and what it takes.
 */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
):
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const given = Object.fromEntries(
    CONFIG_VARIABLES.map((name) => [name, env[name]?.trim() || undefined]),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((i) => String(i.path[0])));
    return {
      ok: false,
      problems: CONFIG_VARIABLES.filter((name) => wrong.has(name))
        .map((name) => problemLine(name, given[name] ?? "")),
    };
  }
  const problems = crossProblems(parsed.data);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: toConfig(parsed.data) };
}

function problemLine(name: string, got: string): string {
  const shown = SECRETS.has(name)
    ? `a hidden value of ${got.length} characters`
    : JSON.stringify(got.length > 80 ? `${got.slice(0, 80)}…` : got);
  return `${name} is ${shown}: it takes ${TAKES[name as VariableName]}`;
}

function crossProblems(variables: Variables): string[] {
  const { API_HOST, TLS_CERT, TLS_KEY } = variables;
  if (TLS_CERT && !TLS_KEY) {
    return ["TLS_KEY is not set: TLS_CERT takes effect only with both"];
  }
  if (TLS_KEY && !TLS_CERT) {
    return ["TLS_CERT is not set: TLS_KEY takes effect only with both"];
  }
  if (!TLS_CERT && !isLoopbackHost(API_HOST)) {
    return [
      `API_HOST is "${API_HOST}": an address that other hosts can reach ` +
      "takes TLS_CERT and TLS_KEY as well, or use 127.0.0.1",
    ];
  }
  return [];
}

function toConfig(variables: Variables): Config {
  const { TLS_CERT, TLS_KEY } = variables;
  return {
    apiHost: variables.API_HOST,
    apiPort: variables.API_PORT,
    requestsPerSecond: variables.API_RATE_LIMIT,
    checkAnswers: variables.API_CHECK_ANSWERS,
    dataDir: variables.DATA_DIR,
    databaseUrl: variables.DATABASE_URL,
    claudeCliPath: variables.CLAUDE_CLI_PATH,
    maxAgents: variables.CLAUDE_MAX_AGENTS,
    agentTimeoutSeconds: variables.CLAUDE_AGENT_TIMEOUT,
    taskLeaseSeconds: variables.TASK_LEASE_SECONDS,
    maxRunningTasks: variables.MAX_RUNNING_TASKS,
    minFreeMemoryMb: variables.MIN_FREE_MEMORY_MB,
    approvalTimeoutMinutes: variables.APPROVAL_TIMEOUT_MINUTES,
    logLevel: variables.LOG_LEVEL,
    monitoringEnabled: variables.MONITORING_ENABLED,
    metricsRetentionDays: variables.METRICS_RETENTION_DAYS,
    liveRetentionHours: variables.LIVE_RETENTION_HOURS,
    historyRetentionDays: variables.HISTORY_RETENTION_DAYS,
    historyMaxGib: variables.HISTORY_MAX_GIB,
    jwtSecret: variables.JWT_SECRET,
    encryptionKey: variables.ENCRYPTION_KEY,
    backupAt: variables.BACKUP_AT,
    backupMethod: variables.BACKUP_METHOD,
    corsOrigins: variables.CORS_ORIGINS,
    tls: TLS_CERT && TLS_KEY
      ? { certPath: TLS_CERT, keyPath: TLS_KEY }
      : undefined,
    webhookHosts: variables.WEBHOOK_HOSTS,
    webhookPrivate: variables.WEBHOOK_PRIVATE,
    allowedRoots: variables.ALLOWED_ROOTS,
    claudeIsolation: variables.CLAUDE_ISOLATION,
    authToken: variables.AUTH_TOKEN,
    agentEnv: Object.fromEntries(
      AGENT_VARIABLES.flatMap((name) => {
        const value = variables[name as keyof Variables];
        return value === undefined ? [] : [[name, String(value)]];
      }),
    ),
  };
}
