import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { SettingsHead } from "@/components/settings/SettingsHead.tsx";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import BackupList from "@/islands/BackupList.tsx";
import { define } from "@/state.ts";

export const handler = define.handlers({
  async GET({ state: { queries } }) {
    return page({
      ...await queries.settings.backups(),
      environment: queries.settings.environment,
      attention: attentionCount(queries.fleet()),
    });
  },
});

/** What is kept for bad days, and the way to keep it now. */
export default define.page<typeof handler>(({ data }) => {
  const { state, kept, environment } = data;
  const { daily_backup_at, backups_encrypted } = environment;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${TEXT.nav.backups} · VAMP`, data.attention)}
        </title>
      </Head>
      <SettingsHead title={TEXT.nav.backups} path="/settings/backups" />
      <p class="page-text">
        {TEXT.backupsText}{" "}
        {daily_backup_at === null ? TEXT.noDaily : TEXT.daily(daily_backup_at)}
        {" "}
        {backups_encrypted ? TEXT.encrypted : TEXT.plain}
      </p>
      {state.last_error && (
        <ErrorBox
          title={TEXT.backupFailed}
          detail={state.last_error.message}
        />
      )}
      <BackupList kept={kept} />
    </>
  );
});
