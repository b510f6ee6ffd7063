import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { leanFleet } from "@/components/lean.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { addressOf } from "@/components/tasks/address.ts";
import TasksView from "@/islands/TasksView.tsx";
import { define } from "@/state.ts";

/** All tasks, as a board, a list or a tree. */
export default define.page(({ state: { queries }, url }) => {
  const fleet = queries.fleet();
  return (
    <>
      <Head>
        <title>
          {titleWithCount("Tasks · VAMP", attentionCount(fleet))}
        </title>
      </Head>
      <TasksView
        rendered={{ fleet: leanFleet(fleet), atMs: Date.now() }}
        address={addressOf(url)}
        isNew={url.searchParams.has("new")}
      />
    </>
  );
});
