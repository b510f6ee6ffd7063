import type { Session } from "./session.ts";

/** Longest name of a session, in characters. */
export const MAX_SESSION_NAME_CHARS = 120;

export const SESSION_STATUSES = ["active", "archived"] as const;
export type SessionStatus = typeof SESSION_STATUSES[number];

/** An archived session is kept as it was and takes no agents any more. */
export function isArchived(session: Session): boolean {
  return session.state.status === "archived";
}
