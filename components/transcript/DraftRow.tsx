import type { Draft } from "./drafts.ts";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";
import { GrowingText } from "./GrowingText.tsx";

const WORDS = { thinking: "thinking…", tool_input: "preparing a tool call…" };

/** A block while the model writes it; the finished entry takes its place. */
export function DraftRow(
  { draft, agentName }: { readonly draft: Draft; readonly agentName: string },
) {
  return (
    <div class="entry draft" data-kind={draft.of}>
      <span class="entry-time">{AGENT_TEXT.now}</span>
      <span class="entry-who">{agentName}</span>
      <div class="entry-what">
        {draft.of === "text"
          ? <GrowingText text={draft.text} />
          : <span class="meta">{WORDS[draft.of]}</span>}
      </div>
    </div>
  );
}
