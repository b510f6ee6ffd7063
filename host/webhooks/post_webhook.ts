import { lookup } from "node:dns/promises";
import { placeOfIp } from "@/domain/ip_space.ts";
import {
  portOf,
  webhookAddressProblem,
  type WebhookPolicy,
} from "@/domain/webhook_address.ts";
import { statusOf } from "./status_line.ts";

/** What one POST came to. */
export type Posted =
  | { readonly status: number; readonly error: null }
  | { readonly status: null; readonly error: string };

/** All IPv4 addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** From the first look-up to the answer's status. */
const DEADLINE_MS = 5_000;
const encoder = new TextEncoder();

/**
 * Sends one body to an address and gives the answer's status; what else is
 * answered is not read, and redirects are not followed. The name is looked up
 * once, every address that it has is checked, and such a checked address is
 * connected to: neither `fetch` nor `node:https` can be told to do that under
 * the server's permissions, so the one request is written by hand.
 *
 * @param more.resolve Looks a name up; tests put names of their own here.
 * @param more.caCerts Authorities beside those of the system, as PEM.
 */
export async function postWebhook(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  policy: WebhookPolicy,
  more: {
    readonly deadlineMs?: number;
    readonly resolve?: Resolve;
    readonly caCerts?: readonly string[];
  } = {},
): Promise<Posted> {
  const problem = webhookAddressProblem(address, policy);
  if (problem) return { status: null, error: problem };
  const { deadlineMs = DEADLINE_MS, resolve = lookUp, caCerts = [] } = more;
  const late = Promise.withResolvers<never>();
  await using open = new AsyncDisposableStack();
  const timer = setTimeout(
    () => late.reject(new Error(`no answer within ${deadlineMs} ms`)),
    deadlineMs,
  );
  open.defer(() => clearTimeout(timer));
  const to = { url: new URL(address), policy, resolve, caCerts };
  const sent = send(to, headers, body, open);
  try {
    return { status: await Promise.race([sent, late.promise]), error: null };
  } catch (error) {
    // Closing the connection ends what is still under way.
    sent.catch(() => {});
    const message = error instanceof Error ? error.message : String(error);
    return { status: null, error: message.split("\n")[0] ?? "" };
  }
}

async function send(
  { url, policy, resolve, caCerts }: {
    readonly url: URL;
    readonly policy: WebhookPolicy;
    readonly resolve: Resolve;
    readonly caCerts: readonly string[];
  },
  headers: Readonly<Record<string, string>>,
  body: string,
  open: AsyncDisposableStack,
): Promise<number> {
  const { hostname } = url;
  // A literal address is never looked up.
  const found = placeOfIp(hostname) ? [hostname] : await resolve(hostname);
  for (const each of found) {
    const place = placeOfIp(each);
    if (place === "public") continue;
    if (place === "private" && policy.isPrivateAllowed) continue;
    throw new Error(
      `${each} is not an address of the public internet (WEBHOOK_PRIVATE)`,
    );
  }
  const [first] = found;
  if (!first) throw new Error(`"${hostname}" has no IPv4 address`);
  const connection = await Deno.connect({ hostname: first, port: portOf(url) });
  const raw = closing(connection, open);
  const stream = url.protocol === "https:"
    ? closing(
      await Deno.startTls(raw, { hostname, caCerts: [...caCerts] }),
      open,
    )
    : raw;
  const request = encoder.encode(requestText(url, headers, body));
  const status = statusOf(stream.readable);
  // Who does not read our body may answer all the same.
  const writer = stream.writable.getWriter();
  const written = writer.write(request).then(() => status);
  return await Promise.race([status, written]);
}

/** Has the connection closed with everything else, also when that is done already. */
function closing<C extends Deno.TcpConn | Deno.TlsConn>(
  connection: C,
  open: AsyncDisposableStack,
): C {
  if (open.disposed) {
    connection.close();
    throw new Error("the time is over");
  }
  open.defer(() => {
    try {
      connection.close();
    } catch (error) {
      // A connection that became a TLS one, or that the other side closed.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  });
  return connection;
}

function requestText(
  { pathname, search, host }: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): string {
  const all = {
    host,
    ...headers,
    "content-length": String(encoder.encode(body).length),
    connection: "close",
  };
  return [
    `POST ${pathname}${search} HTTP/1.1`,
    ...Object.entries(all).map(([name, value]) => `${name}: ${value}`),
    "",
    body,
  ].join("\r\n");
}

async function lookUp(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true, family: 4 });
  return found.map(({ address }) => address);
}
