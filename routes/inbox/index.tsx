import { page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { Approval } from "@/domain/approval.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { ApprovalId } from "@/domain/ids.ts";
import InboxView from "@/islands/InboxView.tsx";
import { define } from "@/state.ts";
import { INBOX_TEXT } from "@/components/text/inbox_text.ts";

/** Requests that one page of the decided ones is made of. */
const PAGE = 50;

export const handler = define.handlers({
  async GET({ url, state: { queries } }) {
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const before = ApprovalId.safeParse(url.searchParams.get("before"));
    const long = pendingByAge(fleet.approvals)
      .filter(({ input }) => input.blob !== null);
    const [decided, inputs] = await Promise.all([
      queries.listApprovals({ limit: PAGE, cursor: before.data }),
      Promise.all(
        long.map(async ({ id, input }) =>
          [id, await queries.fullText(input)] as const
        ),
      ),
    ]);
    return page({
      fleet,
      decided: decided.items.filter((each) => !isPendingApproval(each)),
      next: decided.next,
      inputs: Object.fromEntries(inputs),
      isOlder: before.success,
    });
  },
});

/** Everything that waits for a person, what was decided, and the rules. */
export default define.page<typeof handler>(({ data }) => (
  <>
    <Head>
      <title>
        {titleWithCount("Inbox · VAMP", attentionCount(data.fleet))}
      </title>
    </Head>
    <h1>{INBOX_TEXT.inbox}</h1>
    <InboxView
      rendered={{
        fleet: fleetAside(data.fleet, tasksNamed(data)).fleet,
        atMs: Date.now(),
      }}
      inputs={data.inputs}
      decided={data.decided}
      next={data.next}
      isOlder={data.isOlder}
    />
  </>
));

/** Tasks that requests and rules are about. */
function tasksNamed(
  { fleet, decided }: {
    readonly fleet: Fleet;
    readonly decided: readonly Approval[];
  },
): readonly (string | null)[] {
  const rules = Object.values(fleet.rules);
  return [
    ...[...decided, ...Object.values(fleet.approvals)]
      .map(({ task_id }) => task_id),
    ...rules.map(({ pattern }) => pattern.task_id ?? null),
  ];
}
