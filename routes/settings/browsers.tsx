import { page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { SettingsHead } from "@/components/settings/SettingsHead.tsx";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import BrowserList from "@/islands/BrowserList.tsx";
import { define } from "@/state.ts";

export const handler = define.handlers({
  async GET({ req, state: { queries } }) {
    return page({
      browsers: await queries.settings.browsers(req),
      attention: attentionCount(queries.fleet()),
    });
  },
});

/** Who can open these pages. */
export default define.page<typeof handler>(({ data }) => (
  <>
    <Head>
      <title>
        {titleWithCount(`${TEXT.nav.browsers} · VAMP`, data.attention)}
      </title>
    </Head>
    <SettingsHead title={TEXT.browsersTable} path="/settings/browsers" />
    <p class="page-text">{TEXT.browsersText}</p>
    <BrowserList browsers={data.browsers} />
  </>
));
