import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import type { Fleet } from "@/domain/fleet.ts";
import { AgentId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import { leanEntry, leanFleet } from "@/components/lean.ts";
import { titleWithCount } from "@/components/page_title.ts";
import AgentView from "@/islands/AgentView.tsx";
import { define } from "@/state.ts";

/** Entries that a page is rendered with; older ones are asked for. */
const FIRST_ENTRIES = 100;
/** Of them, so many stand at least on either side of the entry that an address names. */
const ENTRIES_AROUND = 20;
/** Messages that a page shows; more are in the API. */
const SHOWN_MESSAGES = 50;

export const handler = define.handlers({
  async GET({ params, url, state: { queries } }) {
    const id = AgentId.safeParse(params.id);
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const agent = id.data && await queries.findAgent(id.data);
    if (!agent) throw new HttpError(404, `Cannot find agent "${params.id}"`);
    const entry = entryNumber(url.searchParams.get("entry"));
    const firstOfEnd = agent.transcript_length - FIRST_ENTRIES;
    const isInPast = entry !== undefined &&
      entry < firstOfEnd + ENTRIES_AROUND;
    const [entries, messages] = await Promise.all([
      queries.readTranscript(agent.id, {
        limit: FIRST_ENTRIES,
        ...(isInPast ? { before: entry + 1 + FIRST_ENTRIES / 2 } : {}),
      }),
      messagesOf(queries, fleet, agent.id),
    ]);
    const around = { ...leanFleet(fleet), messages };
    return page({ fleet: around, agent, entries, entry, isInPast });
  },
});

/** Messages to and from the agent, as a whole; the history's too, when it is there. */
async function messagesOf(
  queries: Queries,
  fleet: Fleet,
  agentId: AgentId,
): Promise<Fleet["messages"]> {
  const kept = await queries.communicationHistory({
    agentId,
    limit: SHOWN_MESSAGES,
  });
  const live = Object.values(fleet.messages).filter((message) =>
    message.from_agent_id === agentId || message.to_agent_id === agentId
  );
  const all = [...kept.ok ? kept.value.items : [], ...live];
  return Object.fromEntries(all.map((message) => [message.id, message]));
}

/** One agent and its live transcript. */
export default define.page<typeof handler>(({ data }) => {
  const attention = attentionCount(data.fleet);
  return (
    <>
      <Head>
        <title>{titleWithCount(`${data.agent.name} · VAMP`, attention)}</title>
      </Head>
      <AgentView
        rendered={{ fleet: data.fleet, atMs: Date.now() }}
        agent={data.agent}
        entries={data.entries.map(leanEntry)}
        marked={data.entry}
        isInPast={data.isInPast}
      />
    </>
  );
});

/** The number of an entry in an address; what is none names nothing. */
function entryNumber(given: string | null): number | undefined {
  return given && /^\d{1,9}$/.test(given) ? Number(given) : undefined;
}
