import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { SettingsHead } from "@/components/settings/SettingsHead.tsx";
import { VariableTable } from "@/components/settings/VariableTable.tsx";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import { AGENT_VARIABLES } from "@/domain/config.ts";
import { define } from "@/state.ts";

/** What the environment decides, and which part of it. */
export default define.page(({ state: { queries } }) => {
  const { variables } = queries.settings.environment;
  const isForAgents = ({ name }: { readonly name: string }) =>
    AGENT_VARIABLES.includes(name);
  return (
    <>
      <Head>
        <title>
          {titleWithCount(
            `${TEXT.nav.server} · VAMP`,
            attentionCount(queries.fleet()),
          )}
        </title>
      </Head>
      <SettingsHead title={TEXT.nav.server} path="/settings/server" />
      <p class="page-text">{TEXT.serverText}</p>
      <section aria-labelledby="server-title">
        <h2 id="server-title">{TEXT.groupServer}</h2>
        <VariableTable
          caption={TEXT.serverTable}
          variables={variables.filter((each) => !isForAgents(each))}
        />
      </section>
      <section aria-labelledby="agents-title">
        <h2 id="agents-title">{TEXT.groupAgents}</h2>
        <VariableTable
          caption={TEXT.groupAgents}
          variables={variables.filter(isForAgents)}
        />
      </section>
    </>
  );
});
