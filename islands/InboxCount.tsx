import { useEffect, useState } from "preact/hooks";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { fleet, listen, type LiveMessage } from "./live/store.ts";
import { REQUEST_TEXT } from "@/components/text/request_text.ts";

/**
 * How many requests wait for a person, beside the link to them.
 *
 * @param pending Their ids as the page was rendered.
 */
export default function InboxCount(
  { pending }: { readonly pending: readonly string[] },
) {
  const [waiting, setWaiting] = useState(() => new Set(pending));
  useEffect(() => {
    // What came before this was ready is in the fleet, on pages that have one.
    const known = fleet.peek();
    if (known) setWaiting(pendingIn(known));
    return listen((messages) =>
      setWaiting((before) => messages.reduce(fold, before))
    );
  }, []);
  if (waiting.size === 0) return null;
  return (
    <span class="nav-count num">
      {waiting.size}
      <span class="sr-only">{REQUEST_TEXT.waitingForYou}</span>
    </span>
  );
}

function fold(before: Set<string>, message: LiveMessage): Set<string> {
  if (message.kind === "snapshot") return pendingIn(message.fleet);
  if (message.kind !== "event") return before;
  const { event } = message;
  if (event.type === "approval.requested") {
    return new Set([...before, event.approval_id]);
  }
  if (event.type !== "approval.decided") return before;
  const after = new Set(before);
  after.delete(event.approval_id);
  return after;
}

function pendingIn({ approvals }: Fleet): Set<string> {
  const pending = Object.values(approvals).filter(isPendingApproval);
  return new Set(pending.map(({ id }) => id));
}
