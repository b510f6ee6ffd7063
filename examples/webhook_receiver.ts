/**
 * Takes webhooks of VAMP: checks that they are signed and fresh, leaves out what
 * came before, and prints each event.
 *
 *     WEBHOOK_SECRET=whsec_… deno run --allow-net --allow-env=WEBHOOK_SECRET,PORT examples/webhook_receiver.ts
 */
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** What was sent longer ago, or comes from the future, is not taken. */
const WINDOW_SECONDS = 5 * 60;
/** A delivery may come again when our answer was lost. */
const REMEMBERED = 10_000;

const secret = Deno.env.get("WEBHOOK_SECRET") ?? "";
const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
const seen = new Set<string>();

/** Whether the headers prove that the owner of the secret sent this body just now. */
function isGenuine(headers: Headers, body: string): boolean {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const age = Math.abs(Date.now() / 1_000 - Number(timestamp));
  if (!(age <= WINDOW_SECONDS)) return false;
  const expected = createHmac("sha256", key)
    .update(`${id}.${timestamp}.${body}`).digest();
  return (headers.get("webhook-signature") ?? "").split(" ").some((each) => {
    const [version, mac = ""] = each.split(",");
    const given = Buffer.from(mac, "base64");
    // In constant time, so that nobody learns how much of a guess was right.
    return version === "v1" && given.length === expected.length &&
      timingSafeEqual(given, expected);
  });
}

async function take(request: Request): Promise<Response> {
  const body = await request.text();
  if (!isGenuine(request.headers, body)) {
    return new Response("not signed\n", { status: 401 });
  }
  const id = request.headers.get("webhook-id") ?? "";
  if (!seen.has(id)) {
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest) seen.delete(oldest);
    const event = JSON.parse(body);
    say(`${event.seq ?? "-"} ${event.type} ${event.task_id ?? ""}`.trim());
  }
  return new Response(null, { status: 204 });
}

function say(line: string): void {
  // deno-lint-ignore no-console -- what this program is for
  console.log(line);
}

Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.env.get("PORT") ?? 9000),
  onListen: ({ port }) => say(`listening on http://127.0.0.1:${port}/`),
}, take);
