import { Head } from "fresh/runtime";
import { Fact, Facts } from "@/components/Facts.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { SettingsHead } from "@/components/settings/SettingsHead.tsx";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import BrowserSettings from "@/islands/BrowserSettings.tsx";
import WorkSettings from "@/islands/WorkSettings.tsx";
import { define } from "@/state.ts";

/** What can be set here, what is set elsewhere, and what runs. */
export default define.page(({ state: { queries, theme } }) => {
  const fleet = queries.fleet();
  const aside = fleetAside(fleet);
  const { environment, version } = queries.settings;
  const claude = queries.claudeStatus();
  const { host, port, tls } = environment.api;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${TEXT.title} · VAMP`, attentionCount(fleet))}
        </title>
      </Head>
      <SettingsHead title={TEXT.title} path="/settings" />
      <section aria-labelledby="work-title">
        <h2 id="work-title">{TEXT.work}</h2>
        <WorkSettings
          rendered={{ fleet: aside.fleet, atMs: Date.now() }}
          left={aside.left}
        />
      </section>
      <section aria-labelledby="browser-title">
        <h2 id="browser-title">{TEXT.browserTitle}</h2>
        <BrowserSettings theme={theme} />
      </section>
      <section aria-labelledby="elsewhere-title">
        <h2 id="elsewhere-title">{TEXT.elsewhere}</h2>
        <ul class="card settings-list">
          {TEXT.links.map(({ href, name, text }) => (
            <li class="setting" key={href}>
              <p class="setting-what">
                <a href={href}>{name}</a>
                <span class="meta">{text}</span>
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="about-title">
        <h2 id="about-title">{TEXT.about}</h2>
        <div class="card">
          <Facts>
            <Fact name={TEXT.version}>{version}</Fact>
            <Fact name={TEXT.claude}>
              {"path" in claude &&
                `${TEXT.claudeVersion(claude.version, claude.path)}: `}
              {TEXT.claudeStates[claude.kind]}
            </Fact>
            <Fact name={TEXT.history}>
              {TEXT.histories[environment.history]}
            </Fact>
            <Fact name={TEXT.dataFolder}>
              <code>{environment.data_dir}</code>
            </Fact>
            <Fact name={TEXT.address}>
              <code>{`${tls ? "https" : "http"}://${host}:${port}`}</code>
            </Fact>
          </Facts>
        </div>
      </section>
    </>
  );
});
