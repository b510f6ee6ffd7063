import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import type { Fleet } from "@/domain/fleet.ts";
import { AgentId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import { carriedFleet } from "@/domain/carried_fleet.ts";
import { leanEntry, leanTask } from "@/domain/lean_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { pieceOf } from "@/components/transcript/pieces.ts";
import { PieceLinks } from "@/components/transcript/PieceLinks.tsx";
import AgentView from "@/islands/AgentView.tsx";
import { define } from "@/state.ts";

/** Tasks that wait for it and travel with the page; the others are counted. */
const CARRIED_TASKS = 50;
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
    const before = entryNumber(url.searchParams.get("before"));
    const length = agent.transcript_length;
    const piece = pieceOf(length, { entry, before });
    const [entries, messages] = await Promise.all([
      queries.readTranscript(agent.id, {
        before: piece.to,
        limit: Math.max(1, piece.to - piece.from),
      }),
      messagesOf(queries, fleet, agent.id),
    ]);
    const paired = await queries.pairedEntries(agent.id, entries);
    const carried = carriedFleet(
      fleet,
      ({ agent_id }) => agent_id === agent.id,
      CARRIED_TASKS,
    );
    const tasks = {
      ...namedTasks(fleet, messages),
      ...carried.fleet.tasks,
    };
    const around = { ...carried.fleet, tasks, messages };
    const transcript = {
      entries: entries.map(leanEntry),
      paired: paired.map(leanEntry),
      length,
    };
    return page({
      fleet: around,
      left: carried.left,
      agent,
      transcript,
      piece,
      entry,
    });
  },
});

/** What messages are about, so that it has a name on the page. */
function namedTasks(
  { tasks }: Fleet,
  messages: Fleet["messages"],
): Fleet["tasks"] {
  const named = Object.values(messages).flatMap(({ task_id }) =>
    task_id === null ? [] : tasks[task_id] ?? []
  );
  return Object.fromEntries(named.map((task) => [task.id, leanTask(task)]));
}

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
  const { agent, fleet, transcript, piece } = data;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${agent.name} · VAMP`, attentionCount(fleet))}
        </title>
      </Head>
      <AgentView
        rendered={{ fleet, atMs: Date.now() }}
        left={data.left}
        agent={agent}
        entries={transcript}
        marked={data.entry}
      />
      <PieceLinks
        agentId={agent.id}
        piece={piece}
        length={transcript.length}
      />
    </>
  );
});

/** The number of an entry in an address; what is none names nothing. */
function entryNumber(given: string | null): number | undefined {
  return given && /^\d{1,9}$/.test(given) ? Number(given) : undefined;
}
