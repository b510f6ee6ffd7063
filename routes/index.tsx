import { Head } from "fresh/runtime";
import { ClaudeNotice } from "@/components/ClaudeNotice.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { carriedFleet } from "@/domain/carried_fleet.ts";
import { StorageNotice } from "@/components/StorageNotice.tsx";
import { titleWithCount } from "@/components/page_title.ts";
import BootNews from "@/islands/BootNews.tsx";
import FirstRun from "@/islands/FirstRun.tsx";
import FleetView from "@/islands/FleetView.tsx";
import { isBootNews } from "@/domain/boot_reducer.ts";
import { define } from "@/state.ts";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

/** The fleet: is it healthy, who needs me, what is it costing. */
export default define.page(({ req, state: { queries }, url }) => {
  const fleet = queries.fleet();
  const isNew = Object.keys(fleet.tasks).length === 0 &&
    !/(?:^|;\s*)vamp_steps=hidden(?:;|$)/.test(req.headers.get("cookie") ?? "");
  const attention = attentionCount(fleet);
  const carried = carriedFleet(fleet);
  return (
    <>
      <Head>
        <title>{titleWithCount("Fleet · VAMP", attention)}</title>
      </Head>
      <h1>{FLEET_TEXT.fleet}</h1>
      {isNew && (
        <FirstRun
          facts={{
            claude: queries.claudeStatus(),
            history: queries.historyState(),
            database: queries.settings.environment.history,
          }}
        />
      )}
      {isBootNews(fleet.boot) && <BootNews boot={fleet.boot} />}
      <FleetView
        rendered={{ fleet: carried.fleet, atMs: Date.now() }}
        left={carried.left}
        maxAgents={queries.maxAgents}
        demo={queries.demo}
        hasBootNews={isBootNews(fleet.boot)}
        q={url.searchParams.get("q")?.trim() ?? ""}
        rows={Number(url.searchParams.get("rows")) || 0}
        isNewAgent={url.searchParams.get("new") === "agent"}
        claude={queries.claudeStatus()}
        storage={queries.storageStatus()}
        claudeNotice={<ClaudeNotice status={queries.claudeStatus()} />}
        storageNotice={<StorageNotice status={queries.storageStatus()} />}
      />
    </>
  );
});
