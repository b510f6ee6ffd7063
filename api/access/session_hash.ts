import { createHmac } from "node:crypto";
import { sha256 } from "./secrets.ts";

/** How the store knows a browser's session: by a hash, never by what its cookie holds. */
export type SessionHash = {
  readonly of: (cookie: string) => Promise<string>;
  /** Whether the hash is of this server's secret, and not of another one. */
  readonly isOurs: (hash: string) => boolean;
};

/**
 * Hashes with a secret, so that nobody makes a session by writing to the store
 * alone; another secret signs all browsers out. Without one, the plain SHA-256.
 */
export function sessionHash(secret: string | undefined): SessionHash {
  if (secret === undefined) {
    return { of: sha256, isOurs: (hash) => !hash.includes(".") };
  }
  const signed = (text: string) =>
    createHmac("sha256", secret).update(text).digest("hex");
  // Tells secrets apart, and nothing about them.
  const mark = `.${signed("mark").slice(0, 8)}`;
  return {
    of: (cookie) => Promise.resolve(`${signed(`session ${cookie}`)}${mark}`),
    isOurs: (hash) => hash.endsWith(mark),
  };
}
