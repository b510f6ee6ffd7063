import type { Status } from "./status.ts";
import { StatusIcon } from "./StatusIcon.tsx";

/** The one way a state is shown: colour, shape and word, and what proves it. */
export function StatusChip({ status }: { readonly status: Status }) {
  return (
    <span class="chip" data-look={status.look} title={status.evidence}>
      <StatusIcon look={status.look} />
      <span class="chip-word">
        {status.word}
        {status.reason && <span class="chip-reason">· {status.reason}</span>}
      </span>
    </span>
  );
}
