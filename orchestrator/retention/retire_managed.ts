import { isApprovalSettled } from "@/domain/approval_status.ts";
import { isHandoffEnded } from "@/domain/handoff_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { IncidentId, type TaskId } from "@/domain/ids.ts";
import { isIncidentSettled } from "@/domain/incident_status.ts";
import { isMessageOver } from "@/domain/message_status.ts";
import type { Page } from "@/domain/platform.ts";
import { textsOfRecords } from "../historian/texts_of.ts";
import type {
  ManagedStorePort,
  ManagedTable,
  PrunedHistoryPort,
  Removed,
} from "./ports.ts";

const PAGE = 100;

/** What a record has to be older than to go. */
export type Limit = { readonly beforeSeq: number; readonly beforeMs: number };

const TABLE_OF = {
  handoffs: "handoffs",
  messages: "agent_communications",
  approvals: "approvals",
  incidents: "incidents",
} as const satisfies Record<string, ManagedTable>;

type ManagedRecord = {
  readonly id: string;
  readonly task_id: TaskId | null;
  readonly updated_at: string;
  readonly updated_seq: number;
};

/**
 * Lets the live store go of hand-offs, messages, approvals and incidents that
 * are over for long and whose task has left before them, as far as the history has them and
 * the fleet does not keep them in memory. Gives how many went; less when `rest`
 * says that this is to end.
 */
export async function retireManaged(
  deps: {
    readonly store: ManagedStorePort;
    readonly fleet: () => Fleet;
    readonly rest: () => Promise<boolean>;
  },
  history: Pick<PrunedHistoryPort, "kept">,
  limit: Limit,
): Promise<Removed> {
  const { store, fleet, rest } = deps;
  const none = { tasks: [], handoffs: [], messages: [], approvals: [] };
  const due = <R extends ManagedRecord>(
    kind: keyof typeof TABLE_OF,
    list: (range: Range) => Promise<Page<R>>,
    isOver: (record: R) => boolean,
  ) =>
    dueRecords(
      { store, rest, history, limit },
      TABLE_OF[kind],
      list,
      (record) => isOver(record) && !fleet()[kind][record.id],
    );

  let handoffs = 0;
  for await (
    const some of due(
      "handoffs",
      (range) => store.listHandoffs(range),
      isHandoffEnded,
    )
  ) {
    const texts = blobsOf({ ...none, handoffs: some });
    await store.removeOver({ handoffs: some, texts });
    handoffs += some.length;
  }
  let messages = 0;
  for await (
    const some of due(
      "messages",
      (range) => store.listMessages(range),
      isMessageOver,
    )
  ) {
    const texts = blobsOf({ ...none, messages: some });
    await store.removeOver({ messages: some, texts });
    messages += some.length;
  }
  let approvals = 0;
  for await (
    const some of due(
      "approvals",
      (range) => store.listApprovals(range),
      isApprovalSettled,
    )
  ) {
    const texts = blobsOf({ ...none, approvals: some });
    await store.removeOver({ approvals: some, texts });
    approvals += some.length;
  }
  let incidents = 0;
  for await (
    const some of due(
      "incidents",
      ({ limit, cursor }) =>
        store.listIncidents({
          limit,
          cursor: cursor === undefined ? cursor : IncidentId.parse(cursor),
        }),
      isIncidentSettled,
    )
  ) {
    await store.removeOver({ incidents: some, texts: [] });
    incidents += some.length;
  }
  return { handoffs, agent_communications: messages, approvals, incidents };
}

type Range = { readonly limit: number; readonly cursor?: string };

/** Pages of those that may go, from the newest to the oldest. */
async function* dueRecords<R extends ManagedRecord>(
  deps: {
    readonly store: Pick<ManagedStorePort, "readTask">;
    readonly rest: () => Promise<boolean>;
    readonly history: Pick<PrunedHistoryPort, "kept">;
    readonly limit: Limit;
  },
  table: ManagedTable,
  list: (range: Range) => Promise<Page<R>>,
  isOver: (record: R) => boolean,
): AsyncGenerator<readonly R[]> {
  const { store, rest, history, limit } = deps;
  let range: Range = { limit: PAGE };
  for (;;) {
    const { items, next } = await list(range);
    const over: R[] = [];
    for (const record of items) {
      if (!isOver(record) || record.updated_seq >= limit.beforeSeq) continue;
      if (Date.parse(record.updated_at) >= limit.beforeMs) continue;
      if (record.task_id && await store.readTask(record.task_id)) continue;
      over.push(record);
    }
    if (over.length > 0) {
      const kept = await history.kept(table, over);
      yield over.filter(({ id }) => kept.has(id));
    }
    if (next === null || !await rest()) return;
    range = { limit: PAGE, cursor: next };
  }
}

function blobsOf(records: Parameters<typeof textsOfRecords>[0]): string[] {
  return textsOfRecords(records).flatMap(({ blob }) => blob ?? []);
}
