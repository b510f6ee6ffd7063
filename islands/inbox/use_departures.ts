import { useEffect, useRef, useState } from "preact/hooks";
import { stateWords } from "@/domain/approval_words.ts";
import type { Approval } from "@/domain/approval.ts";
import type { Fleet } from "@/domain/fleet.ts";

/** Lines that are kept in sight. */
const KEPT = 3;

/** Something that left the inbox without this tab's doing. */
export type Departure = { readonly id: string; readonly words: string };

/**
 * Tells what was answered somewhere else while it was in sight here: by
 * another tab, a rule, or nobody in time.
 */
export function useDepartures(pending: readonly Approval[], fleet: Fleet) {
  const [lines, setLines] = useState<readonly Departure[]>([]);
  const seen = useRef<readonly Approval[]>(pending);
  const mine = useRef(new Set<string>());

  useEffect(() => {
    const here = new Set(pending.map(({ id }) => id));
    const gone = seen.current.filter(({ id }) =>
      !here.has(id) && !mine.current.has(id)
    );
    seen.current = pending;
    const news = gone.flatMap((approval) => departure(approval, fleet));
    if (news.length > 0) {
      setLines((lines) => [...news, ...lines].slice(0, KEPT));
    }
  }, [pending]);

  return {
    lines,
    /** This tab answered it itself. */
    answered: (id: string) => void mine.current.add(id),
    /** It turned out that somebody else had. */
    refused: (approval: Approval, words: string) => {
      const told = { id: approval.id, words };
      setLines((lines) =>
        [told, ...lines.filter(({ id }) => id !== told.id)].slice(0, KEPT)
      );
    },
    dismiss: () => setLines([]),
  };
}

function departure(approval: Approval, fleet: Fleet): Departure[] {
  const now = fleet.approvals[approval.id];
  if (!now) return [];
  const agent = fleet.agents[approval.agent_id]?.name ?? "An agent";
  const what = `${approval.tool} of ${agent}`;
  return [{ id: approval.id, words: `${what}: ${stateWords(now.state)}` }];
}
