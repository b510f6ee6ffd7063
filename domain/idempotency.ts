import { z } from "zod";

/** An answer as it was given, to be given again. */
export const KeptAnswer = z.object({
  status: z.int(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** What is known of a key: what it was sent with, and the answer once there is one. */
export type KeptRequest = {
  /** Of method, address and body. */
  readonly fingerprint: string;
  /** `undefined`: it was being answered when it was written down. */
  readonly answer: KeptAnswer | undefined;
};

/** Keeps the answers of requests that carry a key, for a day. */
export interface IdempotencyStore {
  /**
   * Takes the key for a request, durably, before it is acted on.
   *
   * @returns what the key was taken for before; `undefined`: it is taken now.
   */
  take(key: string, fingerprint: string): Promise<KeptRequest | undefined>;
  /** Keeps the answer, durably, before it is given. */
  keep(key: string, answer: KeptAnswer): Promise<void>;
  /** Nothing came of it: the key may be used again. */
  release(key: string): Promise<void>;
}
