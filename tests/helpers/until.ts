import { strict as assert } from "node:assert";

const LOOK_EVERY_MS = 5;

/** Waits until the condition holds; fails with `what` when it never does. */
export async function until(
  what: string,
  holds: () => boolean,
  deadlineMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!holds()) {
    assert.ok(Date.now() < deadline, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
