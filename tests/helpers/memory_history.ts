import type { Approval } from "@/domain/approval.ts";
import type { AuditRecord } from "@/domain/audit.ts";
import { isOfTrail, type TrailOf } from "@/db/pg/event_trail.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type {
  HistoryOutcome,
  HistoryQueries,
  HistoryRefusal,
  HistorySearch,
} from "@/domain/history.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { ListOrder } from "@/domain/list_order.ts";
import type { Session } from "@/domain/session.ts";
import { sortedPage } from "@/domain/sorted_page.ts";
import type { Task } from "@/domain/task.ts";
import { isMessageFit } from "@/domain/message_fit.ts";
import type { Page } from "@/domain/platform.ts";
import type { SessionId } from "@/domain/ids.ts";
import type { RetentionService } from "@/domain/retention.ts";
import { reportOf } from "@/domain/usage_days.ts";
import type { StorageSizes } from "@/domain/storage_sizes.ts";
import { hitsIn, type Remembered, rowsOf } from "./memory_search.ts";
import { PRUNABLE, RETENTION, SIZES } from "./memory_storage.ts";

/**
 * A history that has everything at once, and finds words as they are written.
 * The test may take it away and bring it back.
 */
export class MemoryHistory implements HistoryQueries {
  /** When set, the history stands like this; away and opening it answers nothing. */
  state: HistoryState | undefined;
  /** The last search that was asked for. */
  searched: HistorySearch | undefined;

  constructor(private readonly remembered: () => Remembered) {}

  historyState = (): HistoryState =>
    this.state ?? { kind: "healthy", seq: this.remembered().fleet.seq };

  searchHistory = (search: HistorySearch) => {
    this.searched = search;
    return this.#answer(() => {
      const hits = hitsIn(this.remembered(), search)
        .filter(({ kind }) => !search.kind || kind === search.kind);
      return pageOf(hits, search);
    });
  };

  searchChoices = () =>
    this.#answer(() => {
      const { agents, sessions } = this.remembered().fleet;
      return {
        agents: Object.values(agents).map(({ id, name }) => ({ id, name })),
        sessions: Object.values(sessions).map(({ id, name }) => ({ id, name })),
      };
    });

  taskEvents: HistoryQueries["taskEvents"] = (taskId, range) =>
    this.#trail({ taskId }, range);

  agentEvents: HistoryQueries["agentEvents"] = (agentId, range) =>
    this.#trail({ agentId }, range);

  taskAttempts: HistoryQueries["taskAttempts"] = (id) =>
    this.#answer(() => {
      const { fleet } = this.remembered();
      const { attempts = [], state } = fleet.tasks[id] ?? {};
      return attempts.map((attempt) => ({
        ...attempt,
        agent_name: fleet.agents[attempt.agent_id]?.name ?? null,
        failure: attempt.outcome === "failed" && state?.status === "failed"
          ? state.failure
          : null,
      }));
    });

  /** What the audit log has, newest first. */
  readonly audit: AuditRecord[] = [];

  /** What the history has of records that left the fleet. */
  readonly retired: {
    readonly tasks: Task[];
    readonly sessions: Session[];
    readonly handoffs: Handoff[];
    readonly approvals: Approval[];
  } = { tasks: [], sessions: [], handoffs: [], approvals: [] };

  taskHistory: HistoryQueries["taskHistory"] = (filter) =>
    this.#sorted(
      "tasks",
      filter,
      (task, by) => by === "cost_usd" ? task.usage.cost_usd : task[by],
      (task) =>
        fits(filter.status, task.state.status) &&
        fits(filter.agentId, task.agent_id) &&
        fits(filter.sessionId, task.session_id) &&
        fits(filter.parentId, task.parent_id),
    );

  sessionHistory: HistoryQueries["sessionHistory"] = (filter) =>
    this.#sorted(
      "sessions",
      filter,
      (session, by) =>
        by === "cost_usd"
          ? session.usage.cost_usd
          : by === "name"
          ? session.name.toLowerCase()
          : session[by],
      (session) => fits(filter.status, session.state.status),
    );

  handoffHistory: HistoryQueries["handoffHistory"] = (filter) =>
    this.#sorted(
      "handoffs",
      filter,
      (handoff, by) => handoff[by],
      (handoff) =>
        fits(filter.managerId, handoff.manager_id) &&
        fits(filter.taskId, handoff.task_id) &&
        fits(filter.status, handoff.state.status),
    );

  communicationHistory: HistoryQueries["communicationHistory"] = (filter) =>
    this.#list(
      "messages",
      filter,
      (message) => isMessageFit(message, filter),
    );

  approvalHistory: HistoryQueries["approvalHistory"] = (filter) =>
    this.#sorted(
      "approvals",
      filter,
      (approval, by) => approval[by],
      (approval) =>
        fits(filter.taskId, approval.task_id) &&
        fits(filter.agentId, approval.agent_id) &&
        fits(filter.status, approval.state.status),
    );

  auditLog: HistoryQueries["auditLog"] = (filter) =>
    this.#answer(() =>
      pageOf(
        this.audit.filter((entry) =>
          fits(filter.actor, entry.actor) &&
          fits(filter.action, entry.action) &&
          fits(filter.target?.type, entry.target_type) &&
          fits(filter.target?.id, entry.target_id)
        ),
        filter,
      )
    );

  readUsage: HistoryQueries["readUsage"] = (span) =>
    this.#answer(() => reportOf(span, rowsOf(this.remembered(), span)));

  /** What was asked to be removed for good. */
  readonly pruned: SessionId[] = [];

  readonly retention: RetentionService = {
    report: () => this.#answer(() => RETENTION),
    prunable: (before) =>
      this.#answer(() =>
        PRUNABLE.filter(({ archived_at }) => !before || archived_at < before)
      ),
    prune: (sessions) =>
      this.#answer(() => {
        const known = new Set(PRUNABLE.map(({ id }) => id));
        const refused = sessions.filter((id) => !known.has(id));
        if (refused.length === 0) this.pruned.push(...sessions);
        return { refused };
      }),
  };

  storageSizes = (): Promise<StorageSizes> =>
    Promise.resolve(this.#refusal() ? { ...SIZES, tables: null } : SIZES);

  #trail(of: TrailOf, range: { limit: number; cursor?: string | undefined }) {
    return this.#answer(() =>
      pageOf(
        this.remembered().log.filter((event) => isOfTrail(event, of)),
        range,
      )
    );
  }

  #sorted<
    Kind extends "tasks" | "sessions" | "handoffs" | "approvals",
    By extends string,
  >(
    kind: Kind,
    { order, ...range }: {
      readonly limit: number;
      readonly cursor?: string | undefined;
      readonly order?: ListOrder<By> | undefined;
    },
    keyOf: (
      record: Fleet[Kind][string],
      by: By | "created_at",
    ) => string | number,
    isFit: (record: Fleet[Kind][string]) => boolean,
  ): Promise<HistoryOutcome<Page<Fleet[Kind][string]>>> {
    const { by, descending } = order ??
      { by: "created_at" as const, descending: true };
    return this.#answer<Page<Fleet[Kind][string]>>(() => {
      const all = [
        ...Object.values(this.remembered().fleet[kind]),
        ...this.retired[kind],
      ] as Fleet[Kind][string][];
      return sortedPage(
        all.filter(isFit),
        (record) => keyOf(record, by),
        { ...range, descending },
      ) ?? { code: "invalid_cursor" as const, message: "no such cursor" };
    });
  }

  #list<Kind extends "messages">(
    kind: Kind,
    range: { limit: number; cursor?: string | undefined },
    isFit: (record: Fleet[Kind][string]) => boolean,
  ): Promise<HistoryOutcome<Page<Fleet[Kind][string]>>> {
    return this.#answer(() => {
      const records = this.remembered().fleet[kind];
      const all = Object.values(records) as Fleet[Kind][string][];
      return pageOf(all.filter(isFit).reverse(), range);
    });
  }

  #answer<T>(read: () => T | HistoryRefusal): Promise<HistoryOutcome<T>> {
    const refusal = this.#refusal();
    if (refusal) return Promise.resolve({ ok: false, refusal });
    const value = read();
    const isRefusal = typeof value === "object" && value !== null &&
      "code" in value;
    return Promise.resolve(
      isRefusal
        ? { ok: false, refusal: value as HistoryRefusal }
        : { ok: true, value: value as T },
    );
  }

  #refusal(): HistoryRefusal | undefined {
    if (this.state?.kind !== "away") return undefined;
    const { since, reason } = this.state;
    const message = `Cannot read the history, away since ${since}: ${reason}`;
    return { code: "history_away", message, since, reason };
  }
}

/** Whether a filter lets the value through; without one, all values pass. */
function fits<T>(wanted: T | undefined, value: T | null): boolean {
  return wanted === undefined || wanted === value;
}

/** Cursors are places in the list. */
function pageOf<T>(
  all: readonly T[],
  { limit, cursor = "0" }: { limit: number; cursor?: string | undefined },
): Page<T> | HistoryRefusal {
  if (!/^\d+$/.test(cursor)) {
    const message = `Cannot continue the list at "${cursor}"`;
    return { code: "invalid_cursor", message };
  }
  const end = Number(cursor) + limit;
  return {
    items: all.slice(Number(cursor), end),
    next: end < all.length ? String(end) : null,
  };
}
