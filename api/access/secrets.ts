const encoder = new TextEncoder();

/** 256 random bits as text that fits into an address and a cookie. */
export function randomSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** SHA-256 in hexadecimal: what is kept in place of a secret. */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return new Uint8Array(hash).toHex();
}

/** Compares by hash, so that the time taken tells nothing about the secret. */
export async function isSameSecret(a: string, b: string): Promise<boolean> {
  return await sha256(a) === await sha256(b);
}
