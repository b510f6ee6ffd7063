import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { AgentId } from "@/domain/ids.ts";
import { AgentViews } from "@/components/agent/AgentViews.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";
import RawLines from "@/islands/RawLines.tsx";
import { define } from "@/state.ts";

/** Lines that one page shows. */
const PAGE_LINES = 100;

export const handler = define.handlers({
  async GET({ params, url, state: { queries } }) {
    const id = AgentId.safeParse(params.id);
    const agent = id.data && await queries.findAgent(id.data);
    if (!agent) throw new HttpError(404, `Cannot find agent "${params.id}"`);
    const given = url.searchParams.get("before");
    const before = given && /^\d{1,12}$/.test(given)
      ? Number(given)
      : undefined;
    // One more tells whether there are any before them.
    const found = await queries.readFrames(agent.id, {
      before,
      limit: PAGE_LINES + 1,
    });
    const frames = found.slice(-PAGE_LINES);
    const hasOlder = found.length > PAGE_LINES;
    return page({ agent, frames, hasOlder, before, fleet: queries.fleet() });
  },
});

/** What an agent's process wrote and was told, line by line. */
export default define.page<typeof handler>(({ data }) => {
  const { agent, frames, hasOlder, before, fleet } = data;
  const title = AGENT_TEXT.rawTitle(agent.name);
  const here = `/agents/${agent.id}/raw`;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${title} · VAMP`, attentionCount(fleet))}
        </title>
      </Head>
      <h1>{title}</h1>
      <AgentViews agentId={agent.id} current="raw" />
      <p class="meta raw-about">{AGENT_TEXT.rawAbout}</p>
      {frames.length === 0
        ? (
          <EmptyState
            title={AGENT_TEXT.rawEmptyTitle}
            text={AGENT_TEXT.rawEmptyText}
          />
        )
        : (
          <>
            <nav class="piece-links" aria-label={title}>
              {hasOlder && (
                <a href={`${here}?before=${frames[0]?.n}`}>
                  {AGENT_TEXT.older}
                </a>
              )}
              {before !== undefined && <a href={here}>{AGENT_TEXT.newest}</a>}
              <a href={`/api/agents/${agent.id}/frames/download`} download>
                {AGENT_TEXT.download}
              </a>
            </nav>
            <RawLines frames={frames} />
          </>
        )}
    </>
  );
});
