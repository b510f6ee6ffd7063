import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { CHAOS_TEXT as TEXT } from "@/components/text/chaos_text.ts";
import ChaosBoard from "@/islands/ChaosBoard.tsx";
import { define } from "@/state.ts";

export const handler = define.handlers({
  GET({ state: { queries } }) {
    if (!queries.settings.environment.demo) {
      throw new HttpError(404, 'Cannot find page "/dev/chaos"');
    }
    return page({ fleet: queries.fleet() });
  },
});

/** Where a visitor of the demo breaks something and watches it settle. */
export default define.page<typeof handler>(({ data: { fleet } }) => (
  <>
    <Head>
      <title>
        {titleWithCount(`${TEXT.title} · VAMP`, attentionCount(fleet))}
      </title>
    </Head>
    <h1>{TEXT.title}</h1>
    <p class="lead">{TEXT.lead}</p>
    <ChaosBoard
      rendered={{ fleet: fleetAside(fleet).fleet, atMs: Date.now() }}
    />
  </>
));
