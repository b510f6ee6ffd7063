import { page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { BootLists } from "@/components/host/BootLists.tsx";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { Moment } from "@/components/Moment.tsx";
import { titleWithCount } from "@/components/page_title.ts";
import { BOOT_TEXT } from "@/components/text/boot_text.ts";
import { PROCESSES_TEXT as TEXT } from "@/components/text/processes_text.ts";
import { isEventful } from "@/domain/boot_reducer.ts";
import DiskView from "@/islands/DiskView.tsx";
import ProcessesView from "@/islands/ProcessesView.tsx";
import { define } from "@/state.ts";

export const handler = define.handlers({
  async GET({ state: { queries } }) {
    const [report, disk, boots] = await Promise.all([
      queries.host.processes(),
      queries.host.disk(),
      queries.bootReports(),
    ]);
    return page({ report, disk, boots, fleet: queries.fleet() });
  },
});

/** What runs on this host because of the server, and what its data folder takes. */
export default define.page<typeof handler>(({ data }) => {
  const { report, disk, boots, fleet } = data;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${TEXT.title} · VAMP`, attentionCount(fleet))}
        </title>
      </Head>
      <h1>{TEXT.title}</h1>
      <ProcessesView
        rendered={{ fleet: fleetAside(fleet).fleet, atMs: Date.now() }}
        report={report}
      />
      <DiskView disk={disk} />
      <details class="fold">
        <summary>{BOOT_TEXT.olderTitle(boots.length)}</summary>
        <ol class="boot-history">
          {boots.map((boot) => (
            <li key={boot.number}>
              <p>
                <Moment at={boot.at} />{" "}
                <span class="meta">{BOOT_TEXT.earlier(boot)}</span>
              </p>
              {isEventful(boot)
                ? <BootLists report={boot} />
                : <p class="meta">{BOOT_TEXT.quiet}</p>}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
});
