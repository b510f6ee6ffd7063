import type { CallOptions } from "../options.ts";
import type { Send } from "../request.ts";
import type { Approval, ApprovalStatus, Decision } from "../types/approval.ts";
import type { Page } from "../types/common.ts";
import { itemsOf } from "./pages.ts";

/** Which requests are wanted. */
export type ApprovalQuery = {
  readonly status?: ApprovalStatus;
  readonly agent_id?: string;
  readonly task_id?: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** What agents ask, and what is decided. */
export function approvalCalls(send: Send) {
  const list = (query: ApprovalQuery = {}, options: CallOptions = {}) =>
    send<Page<Approval>>({
      ...options,
      method: "GET",
      path: "approvals",
      query,
    });
  const one = (id: string) => `approvals/${encodeURIComponent(id)}`;
  return {
    /** One page, newest first; pending ones oldest first. */
    list,
    /** All of them, page after page. */
    all: (
      query: Omit<ApprovalQuery, "cursor"> = {},
      options: CallOptions = {},
    ) =>
      itemsOf((cursor) =>
        list(cursor === undefined ? query : { ...query, cursor }, options)
      ),
    /** With its whole input. */
    get: (id: string, options: CallOptions = {}) =>
      send<Approval>({ ...options, method: "GET", path: one(id) }),
    /** `approval_decided` when somebody was first. */
    decide: (id: string, decision: Decision, options: CallOptions = {}) =>
      send<Approval>({
        ...options,
        method: "POST",
        path: `${one(id)}/decide`,
        body: decision,
      }),
  };
}
