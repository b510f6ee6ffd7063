import type { Config } from "@/domain/config.ts";
import type { PgProgram } from "@/domain/pg_program.ts";
import {
  hostAndPort as hostAndPortOf,
  WEBHOOK_PORTS,
} from "@/domain/webhook_address.ts";
import { SERVER_VARIABLES } from "./environment.ts";
import { HOST_TOOLS } from "./host_programs.ts";

/** Everything about one start that decides what the server may touch. */
export type ServerPlan = {
  readonly config: Config;
  /** Absolute real paths. */
  readonly projectRoot: string;
  readonly dataDir: string;
  /** `undefined`: there is no claude, and the server's page says so. */
  readonly claudePath: string | undefined;
  /** Absolute path of each tool of the host that was found, by its name. */
  readonly hostTools: Readonly<Record<string, string>>;
  /** Those that may back up the history; none when they are not to. */
  readonly pgDumps: readonly PgProgram[];
  readonly demo: boolean;
};

/** One thing that the server may do, and why it has to. */
export type Permission = {
  readonly flag:
    | "--allow-net"
    | "--allow-read"
    | "--allow-write"
    | "--allow-run"
    | "--allow-env"
    | "--allow-sys";
  readonly value: string;
  readonly reason: string;
};

const LAUNCHER_REASONS: Readonly<Record<string, string>> = {
  VAMP_HOST_TOOLS: "where the launcher found the host's tools",
  VAMP_PG_DUMPS: "where the launcher found pg_dump",
  VAMP_SOURCES: "which variables were set, and where",
  VAMP_STORE_PROBE: "how the launcher found the live store",
};

const DATABASE_PORT = "5432";

/** All that the server may do, one row each; what is not here is refused. */
export function describePermissions(plan: ServerPlan): readonly Permission[] {
  return [
    ...netPermissions(plan),
    ...readPermissions(plan),
    {
      flag: "--allow-write",
      value: plan.dataDir,
      reason: "live state, history, agents' folders, keys",
    },
    ...runPermissions(plan),
    ...SERVER_VARIABLES.map((value) => ({
      flag: "--allow-env" as const,
      value,
      reason: LAUNCHER_REASONS[value] ??
        "configuration, or passed on to agents",
    })),
    {
      flag: "--allow-env",
      value: "NODE_ENV",
      reason: "the library of long lists asks how it was built",
    },
    ...(plan.config.databaseUrl
      ? [{
        flag: "--allow-env" as const,
        value: "PG*",
        reason: "the Postgres driver looks whether its own names are set",
      }]
      : []),
    {
      flag: "--allow-sys",
      value: "loadavg",
      reason: "the load in the system's status",
    },
    {
      flag: "--allow-sys",
      value: "systemMemoryInfo",
      reason: "whether there is memory for another agent",
    },
    {
      flag: "--allow-sys",
      value: "statfs",
      reason: "the room on the disk of the data folder",
    },
  ];
}

/** The same as arguments for `deno run`, one flag for each kind. */
export function permissionFlags(
  permissions: readonly Permission[],
): readonly string[] {
  const values = Map.groupBy(permissions, (permission) => permission.flag);
  return [...values].map(([flag, rows]) =>
    `${flag}=${
      [...new Set(rows.map((row) => row.value.replaceAll(",", ",,")))].join(",")
    }`
  );
}

/** The same for people: a table with one row for each reason of a kind. */
export function permissionTable(
  permissions: readonly Permission[],
): readonly string[] {
  const rows = Map.groupBy(
    permissions,
    ({ flag, reason }) => `${flag}\n${reason}`,
  );
  return [
    "| permission | values | why |",
    "| --- | --- | --- |",
    ...[...rows].map(([key, same]) => {
      const [flag, reason] = key.split("\n");
      const values = same.map(({ value }) => `\`${value}\``).join(", ");
      return `| \`${flag}\` | ${values} | ${reason} |`;
    }),
  ];
}

function netPermissions({ config, demo }: ServerPlan): Permission[] {
  const rows: Permission[] = [{
    flag: "--allow-net",
    value: hostAndPort(config.apiHost, String(config.apiPort)),
    reason: "the address that the server listens on",
  }];
  const database = config.databaseUrl && URL.parse(config.databaseUrl);
  if (database) {
    rows.push({
      flag: "--allow-net",
      value: `${database.hostname}:${database.port || DATABASE_PORT}`,
      reason: "the history's Postgres server",
    });
  }
  const hooks = config.webhookHosts.map(hostAndPortOf);
  rows.push(
    ...hooks.map(([value]) => ({
      flag: "--allow-net" as const,
      value,
      reason: "looks up where a host of webhooks is",
    })),
    // Which addresses these names have is not known now; the server connects
    // to one only after it has checked it.
    ...new Set(hooks.flatMap(([, port]) => port ?? WEBHOOK_PORTS)).values()
      .map((port) => ({
        flag: "--allow-net" as const,
        value: `0.0.0.0/0:${port}`,
        reason: "sends webhooks to where they are",
      })),
  );
  if (demo) {
    rows.push({
      flag: "--allow-net",
      value: "127.0.0.1",
      reason: "the scripted model of the demo",
    });
  }
  return rows;
}

function readPermissions(plan: ServerPlan): Permission[] {
  const rows: (readonly [string | undefined, string])[] = [
    [plan.projectRoot, "the program, its pages and its libraries"],
    [plan.dataDir, "live state, history, agents' folders, keys"],
    [plan.config.tls?.certPath, "the certificate"],
    [plan.config.tls?.keyPath, "the certificate's private key"],
    [plan.claudePath, "looks whether the program is still there"],
    ...plan.config.allowedRoots.map((root) =>
      [root, "a folder that agents may work in"] as const
    ),
  ];
  return rows.flatMap(([value, reason]) =>
    value === undefined ? [] : [{ flag: "--allow-read", value, reason }]
  );
}

function runPermissions(
  { claudePath, hostTools, pgDumps }: ServerPlan,
): Permission[] {
  const rows: Permission[] = Object.entries(hostTools).map(([name, value]) => ({
    flag: "--allow-run",
    value,
    reason: HOST_TOOLS[name] ?? name,
  }));
  if (claudePath) {
    rows.unshift({
      flag: "--allow-run",
      value: claudePath,
      reason: "the agents",
    });
  }
  for (const { path, major } of pgDumps) {
    rows.push({
      flag: "--allow-run",
      value: path,
      reason: `backs up the history on Postgres, up to version ${major}`,
    });
  }
  return rows;
}

function hostAndPort(host: string, port: string): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
