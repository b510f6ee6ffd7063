import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { AgentId } from "@/domain/ids.ts";
import { agentsNeedingAttention } from "@/components/fleet_order.ts";
import { leanEntry, leanFleet } from "@/components/lean.ts";
import { titleWithCount } from "@/components/page_title.ts";
import AgentView from "@/islands/AgentView.tsx";
import { define } from "@/state.ts";

/** Entries that a page is rendered with; older ones are asked for. */
const FIRST_ENTRIES = 100;
/** Of them, so many stand at least on either side of the entry that an address names. */
const ENTRIES_AROUND = 20;

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
    const entries = await queries.readTranscript(agent.id, {
      limit: FIRST_ENTRIES,
      ...(isInPast ? { before: entry + 1 + FIRST_ENTRIES / 2 } : {}),
    });
    return page({ fleet, agent, entries, entry, isInPast });
  },
});

/** One agent and its live transcript. */
export default define.page<typeof handler>(({ data }) => {
  const attention = agentsNeedingAttention(data.fleet).length;
  return (
    <>
      <Head>
        <title>{titleWithCount(`${data.agent.name} · VAMP`, attention)}</title>
      </Head>
      <AgentView
        rendered={{ fleet: leanFleet(data.fleet), atMs: Date.now() }}
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
