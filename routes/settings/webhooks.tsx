import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { eventKinds } from "@/components/settings/event_kinds.ts";
import { SettingsHead } from "@/components/settings/SettingsHead.tsx";
import { WEBHOOKS_TEXT as TEXT } from "@/components/text/webhooks_text.ts";
import { FleetEvent } from "@/domain/event.ts";
import WebhooksView from "@/islands/WebhooksView.tsx";
import { define } from "@/state.ts";

const KINDS = eventKinds(
  FleetEvent.options.map(({ shape }) => shape.type.value),
);

/** Where events are sent to, and how that goes. */
export default define.page(({ state: { queries } }) => {
  const { environment } = queries.settings;
  const hosts = environment.variables
    .find(({ name }) => name === "WEBHOOK_HOSTS")?.value;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(
            `${TEXT.list} · VAMP`,
            attentionCount(queries.fleet()),
          )}
        </title>
      </Head>
      <SettingsHead title={TEXT.list} path="/settings/webhooks" />
      <p class="page-text">
        {TEXT.intro} {hosts ? TEXT.hosts(hosts) : TEXT.noHosts}
      </p>
      <WebhooksView
        webhooks={queries.settings.webhooks()}
        kinds={KINDS}
        canCreate={Boolean(hosts)}
      />
    </>
  );
});
