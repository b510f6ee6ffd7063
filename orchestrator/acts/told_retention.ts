import type { TellAct } from "@/domain/person_act.ts";
import type { RetentionService } from "@/domain/retention.ts";
import { cameOf, toldAct } from "./told_act.ts";

/** The same retention; which sessions a person lets go of is told in the log. */
export function toldRetention(
  retention: RetentionService,
  tell: TellAct,
): RetentionService {
  return {
    report: () => retention.report(),
    prunable: (before) => retention.prunable(before),
    prune: (sessions) =>
      toldAct(
        tell,
        {
          act: "sessions.pruned",
          target: { type: "sessions", id: null },
          detail: { sessions: [...sessions] },
        },
        () => retention.prune(sessions),
        (answer) =>
          cameOf(answer, ({ refused }) =>
            refused.length > 0
              ? { outcome: "refused", detail: { why: "session_not_archived" } }
              : {}),
      ),
  };
}
