/** What names this server may be called by, and from where pages may call it. */
export type Addresses = {
  /** Values of the Host header that are ours, in lower case, with their port. */
  readonly hosts: ReadonlySet<string>;
  /** Origins whose pages may send commands and open streams. */
  readonly origins: ReadonlySet<string>;
  /** Whether the server speaks TLS, and with it HTTP/2. */
  readonly secure: boolean;
};

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** @param corsOrigins Further origins that the operator allows. */
export function addressesOf(
  server: {
    readonly host: string;
    readonly port: number;
    readonly secure: boolean;
    readonly corsOrigins: readonly string[];
  },
): Addresses {
  const own = server.host.includes(":") && !server.host.startsWith("[")
    ? `[${server.host}]`
    : server.host;
  const scheme = server.secure ? "https" : "http";
  const names = new Set([...LOOPBACK, own.toLowerCase()]);
  const hosts = new Set([...names].map((name) => `${name}:${server.port}`));
  // Browsers leave the scheme's own port out.
  const standard = server.secure ? 443 : 80;
  if (server.port === standard) { for (const name of names) hosts.add(name); }
  for (const origin of server.corsOrigins) {
    const host = URL.parse(origin)?.host;
    if (host) hosts.add(host);
  }
  const origins = new Set([
    ...[...hosts].map((host) => `${scheme}://${host}`),
    ...server.corsOrigins,
  ]);
  return { hosts, origins, secure: server.secure };
}

/** DNS rebinding sends a page's own name here: only our names are answered. */
export function isOurHost(addresses: Addresses, request: Request): boolean {
  const host = request.headers.get("host") ??
    // HTTP/2 has no such header: the name stands in the address.
    (addresses.secure ? URL.parse(request.url)?.host : undefined);
  return host !== undefined && addresses.hosts.has(host.toLowerCase());
}

/**
 * Whether a command or a stream may be opened from where the request comes.
 * Browsers name the origin of every unsafe request and of every WebSocket;
 * for a plain GET they tell by Sec-Fetch-Site. Programs send neither.
 */
export function isAllowedOrigin(
  addresses: Addresses,
  request: Request,
): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return addresses.origins.has(origin.toLowerCase());
  const site = request.headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none";
}
