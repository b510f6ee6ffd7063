import { useEffect, useState } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { LimitNotice } from "@/components/LimitNotice.tsx";
import type { LimitsState } from "@/domain/limits.ts";
import { applyToLimits } from "@/domain/limits_reducer.ts";
import { asksForAccount } from "@/components/person_asks.ts";
import { callApi, type Problem } from "../live/api.ts";
import { listen, type LiveMessage, now } from "../live/store.ts";
import { NOTICE_TEXT } from "@/components/text/notice_text.ts";

type LimitsBannerProps = {
  readonly rendered: LimitsState;
  /** What asks a person stands elsewhere on the page. */
  readonly isFleet: boolean;
  /** Milliseconds since 1970 on the server. */
  readonly atMs: number;
};

/** Tells on every page why no work begins and counts down, as it happens; tries again when asked to. */
export function LimitsBanner({ rendered, isFleet, atMs }: LimitsBannerProps) {
  const [limits, setLimits] = useState(rendered);
  const [mounted, setMounted] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    setMounted(true);
    return listen((messages) =>
      setLimits((before) => messages.reduce(fold, before))
    );
  }, []);

  const open = async () => {
    setSending(true);
    setProblem(undefined);
    const answer = await callApi("POST", "limits/open");
    setSending(false);
    if (!answer.ok) setProblem(answer.problem);
  };
  if (isFleet && asksForAccount({ limits })) return null;
  return (
    <LimitNotice limits={limits} now={mounted ? now.value : atMs}>
      <button
        type="button"
        class="button"
        disabled={isSending}
        onClick={open}
      >
        {isSending ? NOTICE_TEXT.trying : NOTICE_TEXT.tryNow}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </LimitNotice>
  );
}

function fold(limits: LimitsState, message: LiveMessage): LimitsState {
  switch (message.kind) {
    case "snapshot":
      return message.fleet.limits;
    case "event":
      return applyToLimits(limits, message.event);
    case "delta":
      return limits;
  }
}
