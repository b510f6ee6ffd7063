import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { carriedFleet } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { addressOf } from "@/components/tasks/address.ts";
import { EVERY_TASK, matcher, parseQuery } from "@/components/tasks/query.ts";
import TasksView from "@/islands/TasksView.tsx";
import { define } from "@/state.ts";

/** All tasks, as a board, a list or a tree. */
export default define.page(({ state: { queries }, url }) => {
  const fleet = queries.fleet();
  const address = addressOf(url);
  const parsed = parseQuery(address.q);
  const carried = carriedFleet(
    fleet,
    matcher(parsed.ok ? parsed.query : EVERY_TASK, fleet),
    address.waiting,
  );
  return (
    <>
      <Head>
        <title>
          {titleWithCount("Tasks · VAMP", attentionCount(fleet))}
        </title>
      </Head>
      <TasksView
        rendered={{ fleet: carried.fleet, atMs: Date.now() }}
        left={carried.left}
        address={address}
        isNew={url.searchParams.has("new")}
      />
    </>
  );
});
