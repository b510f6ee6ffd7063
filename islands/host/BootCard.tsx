import { useState } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { BootLists } from "@/components/host/BootLists.tsx";
import { Moment } from "@/components/Moment.tsx";
import { BOOT_TEXT as TEXT } from "@/components/text/boot_text.ts";
import { isBootNews } from "@/domain/boot_reducer.ts";
import type { BootState } from "@/domain/boot_report.ts";
import { callApi, type Problem } from "../live/api.ts";

/** What the last start of the server met, until a person has read it; nothing when it met nothing. */
export function BootCard({ boot }: { readonly boot: BootState }) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { last } = boot;
  if (!last || !isBootNews(boot)) return null;
  const dismiss = async () => {
    setSending(true);
    setProblem(undefined);
    const answer = await callApi("POST", "boot-report/dismiss");
    setSending(false);
    if (!answer.ok) setProblem(answer.problem);
  };
  return (
    <section
      class="notice boot-card"
      data-tone={last.lost.count > 0 ? "attention" : undefined}
      aria-labelledby="boot-title"
    >
      <h2 id="boot-title" class="notice-title">{TEXT.title}</h2>
      <p class="meta">
        {TEXT.at} <Moment at={last.at} />: {TEXT.earlier(last)}
      </p>
      <BootLists report={last} />
      <p class="actions">
        <button
          type="button"
          class="button"
          disabled={isSending}
          onClick={() => void dismiss()}
        >
          {isSending ? TEXT.dismissing : TEXT.dismiss}
        </button>
        <a class="button quiet" href="/processes">{TEXT.all}</a>
      </p>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </section>
  );
}
