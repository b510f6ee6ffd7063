import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { SettingsHead } from "@/components/settings/SettingsHead.tsx";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import TemplatesView from "@/islands/TemplatesView.tsx";
import { define } from "@/state.ts";
import { TEMPLATES_TEXT } from "@/components/text/templates_text.ts";

/** The kinds of agents, ready-made and a person's own. */
export default define.page(({ state: { queries } }) => {
  const fleet = queries.fleet();
  const attention = attentionCount(fleet);
  const { templates } = fleet;
  return (
    <>
      <Head>
        <title>{titleWithCount("Templates · VAMP", attention)}</title>
      </Head>
      <SettingsHead
        title={TEMPLATES_TEXT.templates}
        path="/settings/templates"
      />
      <TemplatesView
        rendered={{
          fleet: { ...fleetAside(fleet).fleet, templates },
          atMs: Date.now(),
        }}
        ready={READY_TEMPLATES}
      />
    </>
  );
});
