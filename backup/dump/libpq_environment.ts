import { isAbsolute } from "node:path";

/** From here on the library finds the host's own certificates. */
const FINDS_CERTIFICATES = 16;
/** What our driver takes for "encrypted, by a server that proves its name". */
const PROVED: readonly string[] = [
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
];

/** What the connection that is open already knows about itself. */
export type Connected = { readonly user: string; readonly database: string };

/**
 * The whole environment for a client program of Postgres that has to reach the
 * same database as our driver, no less protected. The password is here and not
 * among the arguments, which everybody on the host can read. `undefined` when
 * the address asks for something that the program cannot be told exactly.
 *
 * @param major Version of the program.
 * @see https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function libpqEnvironment(
  address: string,
  { user, database }: Connected,
  major: number,
): Readonly<Record<string, string>> | undefined {
  const url = new URL(address);
  const { sslmode, sslrootcert, options, application_name: _, ...others } =
    Object.fromEntries(url.searchParams);
  if (Object.keys(others).length > 0) return undefined;
  const tls = tlsOf(sslmode, sslrootcert, major);
  if (!tls) return undefined;
  return {
    // Messages in English, and a place for what a wrapper runs.
    LC_ALL: "C",
    PATH: "/usr/bin:/bin",
    PGAPPNAME: "vamp",
    PGHOST: decodeURIComponent(url.hostname.replaceAll(/[[\]]/g, "")),
    PGPORT: url.port || "5432",
    PGUSER: user,
    PGDATABASE: database,
    PGCONNECT_TIMEOUT: "10",
    ...(url.password && { PGPASSWORD: decodeURIComponent(url.password) }),
    ...(options && { PGOPTIONS: options }),
    ...tls,
  };
}

function tlsOf(
  mode: string | undefined,
  rootCertificate: string | undefined,
  major: number,
): Readonly<Record<string, string>> | undefined {
  if (rootCertificate !== undefined && !isAbsolute(rootCertificate)) {
    return undefined;
  }
  if (mode === undefined || mode === "disable") {
    return rootCertificate ? undefined : { PGSSLMODE: "disable" };
  }
  if (!PROVED.includes(mode)) return undefined;
  const proof = rootCertificate ??
    (major >= FINDS_CERTIFICATES ? "system" : undefined);
  return proof === undefined
    ? undefined
    : { PGSSLMODE: "verify-full", PGSSLROOTCERT: proof };
}
