import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import SessionsView from "@/islands/SessionsView.tsx";
import { define } from "@/state.ts";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

/** All named pieces of work and what they came to. */
export default define.page(({ state: { queries } }) => {
  const fleet = queries.fleet();
  const attention = attentionCount(fleet);
  return (
    <>
      <Head>
        <title>{titleWithCount("Sessions · VAMP", attention)}</title>
      </Head>
      <h1>{SESSIONS_TEXT.sessions}</h1>
      <SessionsView
        rendered={{ fleet: fleetAside(fleet).fleet, atMs: Date.now() }}
      />
    </>
  );
});
