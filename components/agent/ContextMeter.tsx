import {
  contextShare,
  type ContextUse,
  isNearlyFull,
} from "@/domain/context_use.ts";
import { formatTokens } from "../format.ts";
import { CONTEXT_TEXT as TEXT } from "../text/context_text.ts";

/** How full an agent's conversation is, as words and as a bar; says when little room is left. */
export function ContextMeter({ use }: { readonly use: ContextUse }) {
  const share = contextShare(use);
  const isWarned = isNearlyFull(use);
  return (
    <>
      <span
        class="budget-meter"
        data-look={isWarned ? "warned" : undefined}
        title={TEXT.title}
      >
        <span class="num">
          {TEXT.of(formatTokens(use.tokens), formatTokens(use.window))}
        </span>
        <svg
          class="budget-bar"
          viewBox="0 0 100 8"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <rect width={(share * 100).toFixed(1)} height="8" />
        </svg>
        <span class="num budget-share">{TEXT.percent(share)}</span>
      </span>
      {isWarned && <span class="meta context-warning">{TEXT.nearlyFull}</span>}
    </>
  );
}
