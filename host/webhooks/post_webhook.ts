import { lookup, type LookupOptions } from "node:dns";
import http from "node:http";
import https from "node:https";
import { placeOfIp } from "@/domain/ip_space.ts";
import {
  webhookAddressProblem,
  type WebhookPolicy,
} from "@/domain/webhook_address.ts";

/** What one POST came to. */
export type Posted =
  | { readonly status: number; readonly error: null }
  | { readonly status: null; readonly error: string };

type Found = { readonly address: string; readonly family: number };
type FoundBack = (error: Error | null, found?: readonly Found[]) => void;

/** From the first look-up to the answer's last byte. */
const DEADLINE_MS = 5_000;
/** What is read of an answer; only its status counts. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Sends one body to an address and gives the answer's status. The name is
 * looked up once, every address that it has is checked, and exactly such an
 * address is connected to; redirects are not followed.
 *
 * @param resolve Looks a name up; tests put names of their own here.
 */
export function postWebhook(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  policy: WebhookPolicy,
  { deadlineMs = DEADLINE_MS, resolve = lookup as Resolve } = {},
): Promise<Posted> {
  const problem = webhookAddressProblem(address, policy);
  if (problem) return Promise.resolve({ status: null, error: problem });
  const url = new URL(address);
  // A literal address is never looked up.
  const literal = placeOfIp(url.hostname);
  if (literal && !mayConnect(literal, policy)) {
    return Promise.resolve({ status: null, error: notAllowed(url.hostname) });
  }
  const { promise, resolve: settle } = Promise.withResolvers<Posted>();
  const request = (url.protocol === "https:" ? https : http).request(url, {
    method: "POST",
    headers,
    agent: false,
    family: 4,
    lookup: checkedLookup(policy, resolve) as never,
  }, (answer) => {
    let bytes = 0;
    answer.on("data", (piece: Uint8Array) => {
      bytes += piece.length;
      if (bytes > MAX_ANSWER_BYTES) request.destroy();
    });
    answer.on("error", () => {});
    answer.on(
      "close",
      () => settle({ status: answer.statusCode ?? 0, error: null }),
    );
  });
  const deadline = setTimeout(() => {
    settle({ status: null, error: `no answer within ${deadlineMs} ms` });
    request.destroy();
  }, deadlineMs);
  request.on(
    "error",
    (error: Error) =>
      settle({ status: null, error: error.message.split("\n")[0] ?? "" }),
  );
  request.end(body);
  return promise.finally(() => clearTimeout(deadline));
}

/** Looks a name up and gives all its addresses. */
export type Resolve = (
  name: string,
  options: LookupOptions & { all: true },
  back: FoundBack,
) => void;

function checkedLookup(policy: WebhookPolicy, resolve: Resolve) {
  return (
    name: string,
    options: LookupOptions,
    back: (error: Error | null, found?: unknown, family?: number) => void,
  ) => {
    resolve(name, { ...options, all: true, family: 4 }, (error, found = []) => {
      if (error) return back(error);
      const wrong = found.find(({ address }) => {
        const place = placeOfIp(address);
        return !place || !mayConnect(place, policy);
      });
      if (wrong) return back(new Error(notAllowed(wrong.address)));
      const [first] = found;
      if (!first) return back(new Error(`"${name}" has no IPv4 address`));
      if (options.all) back(null, found);
      else back(null, first.address, first.family);
    });
  };
}

function mayConnect(
  place: NonNullable<ReturnType<typeof placeOfIp>>,
  policy: WebhookPolicy,
): boolean {
  return place === "public" || (place === "private" && policy.isPrivateAllowed);
}

function notAllowed(address: string): string {
  return `${address} is not an address of the public internet (WEBHOOK_PRIVATE)`;
}
