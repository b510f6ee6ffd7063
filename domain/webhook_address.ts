/** Which addresses webhooks may have. */
export type WebhookPolicy = {
  /** `host` or `host:port`, as configured; empty: there are no webhooks. */
  readonly hosts: readonly string[];
  /** Whether these hosts may be on private networks or this host itself. */
  readonly isPrivateAllowed: boolean;
};

/** Ports of a host that is named without one. */
export const WEBHOOK_PORTS: readonly number[] = [443, 8443];

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3})$/;

/**
 * Why nothing may be sent to this address; `undefined`: it may. Looks at the
 * address alone; where its name leads is checked when it is connected to.
 */
export function webhookAddressProblem(
  address: string,
  policy: WebhookPolicy,
): string | undefined {
  const url = URL.parse(address);
  if (!url || !url.hostname) return "it is no address";
  // A literal of IPv6 is never looked up, and may hold any IPv4 address.
  if (url.hostname.startsWith("[")) return "it takes a name or IPv4";
  if (url.username || url.password) return "it takes no user and no password";
  const isLoopback = policy.isPrivateAllowed && LOOPBACK.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) {
    return "it takes https://";
  }
  const port = portOf(url);
  const isNamed = policy.hosts.some((host) => {
    const [name, ownPort] = hostAndPort(host);
    return name === url.hostname &&
      (ownPort === undefined ? WEBHOOK_PORTS.includes(port) : ownPort === port);
  });
  return isNamed
    ? undefined
    : `WEBHOOK_HOSTS does not name ${url.hostname}:${port}`;
}

/** The port that an address leads to. */
export function portOf({ port, protocol }: URL): number {
  return port ? Number(port) : protocol === "https:" ? 443 : 80;
}

/** The parts of one entry of WEBHOOK_HOSTS. */
export function hostAndPort(
  host: string,
): readonly [string, number | undefined] {
  const colon = host.lastIndexOf(":");
  return colon < 0
    ? [host, undefined]
    : [host.slice(0, colon), Number(host.slice(colon + 1))];
}
