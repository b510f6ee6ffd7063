import type { ComponentChildren } from "preact";
import type { LimitsState, Lowered } from "@/domain/limits.ts";
import { formatAge, formatExact } from "./format.ts";
import { NOTICE_TEXT } from "@/components/text/notice_text.ts";

type LimitNoticeProps = {
  readonly limits: LimitsState;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What tries again at once; absent where nothing can be clicked. */
  readonly children?: ComponentChildren;
};

/** Says why no work begins, or less at once, for how long, and what can be done; nothing while work goes on as ever. */
export function LimitNotice({ limits, now, children }: LimitNoticeProps) {
  const { closed, lowered } = limits;
  if (!closed) return lowered ? <Fewer lowered={lowered} /> : null;
  const leftMs = closed.until === null ? 0 : Date.parse(closed.until) - now;
  return (
    <div
      class="notice limit-banner"
      data-tone={closed.kind === "authentication" ? "error" : "attention"}
    >
      <p class="notice-title">
        {TITLE[closed.kind]}
        {closed.until !== null && (
          <>
            {NOTICE_TEXT.workGoesOn}
            <span class="num" title={formatExact(closed.until)}>
              {leftMs > 0 ? `in ${formatAge(leftMs + 999)}` : "now"}
            </span>
          </>
        )}
      </p>
      <p class="notice-text">
        {NOTICE_TEXT.itSaid(ADVICE[closed.kind], closed.message)}
      </p>
      {children}
    </div>
  );
}

function Fewer({ lowered }: { readonly lowered: Lowered }) {
  const { places, strain, message } = lowered;
  return (
    <div class="notice limit-banner" data-tone="attention">
      <p class="notice-title">{NOTICE_TEXT.fewerWork(places)}</p>
      <p class="notice-text">
        {NOTICE_TEXT.fewerUntil(NOTICE_TEXT.whyFewer[strain], message)}
      </p>
    </div>
  );
}

type Kind = NonNullable<LimitsState["closed"]>["kind"];

const TITLE: Readonly<Record<Kind, string>> = {
  rate_limit: "The account has reached its rate limit",
  overloaded: "The API is overloaded",
  usage_limit: "The account has used up its limit",
  authentication: "Claude is not signed in, and no work begins",
};

const WAITING =
  "Nothing is lost and no attempt is used up: tasks wait, and go on one after the other.";

const ADVICE: Readonly<Record<Kind, string>> = {
  rate_limit: WAITING,
  overloaded: WAITING,
  usage_limit: WAITING,
  authentication:
    "Tasks wait. Sign in with claude and its command /login, then try again; or set ANTHROPIC_API_KEY or CLAUDE_CODE_OAUTH_TOKEN to one that is valid, and start VAMP anew.",
};
