import type { Task } from "./task.ts";

type Tried = Pick<Task, "attempts">;

/** Attempts that met a limit and are kept one by one; of later ones the last alone, so that the record stays small. */
const KEPT_LIMITED = 3;

/** The number that the next attempt at the task gets. */
export function nextAttempt({ attempts }: Tried): number {
  const limited = attempts.filter(({ outcome }) => outcome === "limited");
  const again = attempts.at(-1)?.outcome === "limited" &&
    limited.length >= KEPT_LIMITED;
  return again ? attempts.length : attempts.length + 1;
}

/** Attempts that say something of the task: a limit of the account does not. */
export function countedAttempts({ attempts }: Tried): number {
  return attempts.filter(({ outcome }) => outcome !== "limited").length;
}
