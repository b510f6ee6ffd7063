const encoder = new TextEncoder();
const PREFIX = "whsec_";

/** A new secret: 256 bits, in the form that libraries for webhooks take. */
export function newSecret(): string {
  return PREFIX + crypto.getRandomValues(new Uint8Array(32)).toBase64();
}

/**
 * The headers of a delivery: its id, when it is sent, and the HMAC-SHA256 of
 * `id.timestamp.body`. A receiver refuses a timestamp that is far off, so a
 * delivery that was overheard cannot be sent again later.
 *
 * @see https://www.standardwebhooks.com/
 */
export async function signedHeaders(
  secret: string,
  id: string,
  atMs: number,
  body: string,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const key = await crypto.subtle.importKey(
    "raw",
    Uint8Array.fromBase64(secret.slice(PREFIX.length)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign(
    "HMAC",
    key,
    encoder.encode(`${id}.${timestamp}.${body}`),
  );
  return {
    "content-type": "application/json",
    "content-length": String(encoder.encode(body).length),
    "user-agent": "VAMP-Webhook/1",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${new Uint8Array(mac).toBase64()}`,
  };
}
