import { v7 } from "uuid";
import type { Approval } from "@/domain/approval.ts";
import type {
  ApprovalCommands,
  ApprovalQueries,
} from "@/domain/approval_port.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { ApprovalId } from "@/domain/ids.ts";
import { ApprovalDesk } from "@/orchestrator/approvals/approval_desk.ts";

const PERSON = { kind: "person" } as const;

/** The real desk on a fleet in memory, where nothing ever runs out. */
export function memoryApprovals(on: {
  readonly fleet: () => Fleet;
  readonly commit: (drafts: readonly EventDraft[]) => readonly FleetEvent[];
}): ApprovalCommands & ApprovalQueries {
  const newestFirst = () =>
    Object.values(on.fleet().approvals).sort((a, b) => a.id < b.id ? 1 : -1);
  const desk = new ApprovalDesk({
    writer: {
      get head() {
        return on.fleet();
      },
      get committed() {
        return on.fleet();
      },
      append: (drafts) => Promise.resolve(on.commit(drafts)),
      drained: () => Promise.resolve(),
      // No process waits here, so nobody has to be told.
      subscribe: () => () => {},
    },
    store: {
      saveText: () => Promise.resolve(),
      readText: () => Promise.reject(new Error("No text is kept here")),
      readAgent: (id) => Promise.resolve(on.fleet().agents[id]),
      readApproval: (id) => Promise.resolve(on.fleet().approvals[id]),
      listApprovals: ({ status, agentId, taskId, limit, cursor }) => {
        const fits = (approval: Approval) =>
          (!status || approval.state.status === status) &&
          (!agentId || approval.agent_id === agentId) &&
          (!taskId || approval.task_id === taskId) &&
          (!cursor || approval.id < cursor);
        const all = newestFirst().filter(fits);
        const items = all.slice(0, limit);
        const next = all.length > limit ? items.at(-1)?.id ?? null : null;
        return Promise.resolve({ items, next });
      },
    },
    sources: { now: () => new Date().toISOString(), newId: () => v7() },
    log: { info: () => {}, error: () => {} },
    after: () => () => {},
    timeoutMs: 900_000,
    realPath: (path) => Promise.resolve(path),
  });
  return {
    decideApproval: (id: ApprovalId, decision) =>
      desk.decide(id, decision, PERSON),
    createRule: (rule) => desk.rules.create(rule, PERSON),
    removeRule: (id) => desk.rules.remove(id, PERSON),
    findApproval: (id) => desk.find(id),
    listApprovals: (filter) => desk.list(filter),
    dryRunRule: (rule) => desk.rules.dryRun(rule),
  };
}
