import type { EventDraft } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { LiveStorePort } from "../ports.ts";
import { carriedSummary, SUMMARY_ENTRIES } from "./carried_summary.ts";

/**
 * That an agent goes on in a session of its own, which begins with a summary of
 * what it did: its old one is too long for its model.
 */
export async function sessionRenewal(
  store: Pick<LiveStorePort, "readTranscript">,
  agent: AgentId,
): Promise<EventDraft> {
  const entries = await store.readTranscript(agent, {
    limit: SUMMARY_ENTRIES,
  });
  return {
    type: "agent.session_renewed",
    agent_id: agent,
    data: {
      claude_session_id: crypto.randomUUID(),
      carried: shortText(carriedSummary(entries)),
    },
  };
}
