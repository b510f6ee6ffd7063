import { parseEnv } from "node:util";
import { AGENT_VARIABLES, CONFIG_VARIABLES } from "@/domain/config.ts";
import { LENT_VARIABLES } from "@/domain/lent_variables.ts";

type Variables = Readonly<Record<string, string | undefined>>;

// What programs on a host need to find files, speak a language and reach out.
const HOST_VARIABLES: readonly string[] = [
  ...LENT_VARIABLES,
  "HOME",
  "USER",
  "TMPDIR",
  "NO_COLOR",
];

// Read by the runtime itself and never by the program.
const RUNTIME_VARIABLES: readonly string[] = [
  "DENO_DIR",
  "DENO_CERT",
  "DENO_TLS_CA_STORE",
  "OTEL_DENO",
  "OTEL_SERVICE_NAME",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_EXPORTER_OTLP_PROTOCOL",
  "OTEL_RESOURCE_ATTRIBUTES",
];

/** What the demo leaves alone: the account and the database of real work. */
const NOT_FOR_THE_DEMO: ReadonlySet<string> = new Set([
  ...AGENT_VARIABLES,
  "DATABASE_URL",
]);

/** The names that the server may read. */
export const SERVER_VARIABLES: readonly string[] = [
  ...CONFIG_VARIABLES,
  ...HOST_VARIABLES,
  "VAMP_HOST_TOOLS",
  "VAMP_PG_DUMPS",
  "VAMP_SOURCES",
  "VAMP_STORE_PROBE",
];

/**
 * The process environment over what a `.env` file says. The demo sees neither
 * the account nor the database that real work uses.
 */
export function effectiveEnvironment(
  dotEnvText: string,
  processEnv: Variables,
  demo: boolean,
): Variables {
  const both: Variables = { ...parseEnv(dotEnvText), ...processEnv };
  if (!demo) return both;
  return Object.fromEntries(
    Object.entries(both).filter(([name]) => !NOT_FOR_THE_DEMO.has(name)),
  );
}

/** Which variables of the configuration somebody has set, and where. */
export function variableSources(
  dotEnvText: string,
  processEnv: Variables,
): Record<string, "environment" | "file"> {
  const file = parseEnv(dotEnvText);
  const sourceOf = (name: string) =>
    processEnv[name] ? "environment" : file[name] ? "file" : undefined;
  return Object.fromEntries(
    CONFIG_VARIABLES.flatMap((name) => {
      const source = sourceOf(name);
      return source ? [[name, source] as const] : [];
    }),
  );
}

/** The whole environment of the server: what it is meant to see and no more. */
export function serverEnvironment(
  env: Variables,
  resolved: Variables,
): Record<string, string> {
  const names = [
    ...CONFIG_VARIABLES,
    ...HOST_VARIABLES,
    ...RUNTIME_VARIABLES,
  ];
  const all: Variables = {
    ...Object.fromEntries(names.map((name) => [name, env[name]])),
    ...resolved,
    DENO_NO_UPDATE_CHECK: "1",
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] =>
      entry[1] !== undefined && entry[1] !== ""
    ),
  );
}
