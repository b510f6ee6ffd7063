/** By which field a list is sorted, and whether the greatest comes first. */
export type ListOrder<Field extends string> = {
  readonly by: Field;
  readonly descending: boolean;
};

/** What lists of records can be sorted by. */
export const TASK_ORDERS = [
  "created_at",
  "updated_at",
  "priority",
  "cost_usd",
] as const;
export type TaskOrder = ListOrder<typeof TASK_ORDERS[number]>;
export const HANDOFF_ORDERS = ["created_at", "updated_at"] as const;
export type HandoffOrder = ListOrder<typeof HANDOFF_ORDERS[number]>;
export const APPROVAL_ORDERS = ["created_at", "expires_at"] as const;
export type ApprovalOrder = ListOrder<typeof APPROVAL_ORDERS[number]>;
export const SESSION_ORDERS = [
  "created_at",
  "updated_at",
  "name",
  "cost_usd",
] as const;
export type SessionOrder = ListOrder<typeof SESSION_ORDERS[number]>;

/** A field with a minus for the greatest first, as requests write it. */
export function orderOf<Field extends string>(sort: string): ListOrder<Field> {
  const descending = sort.startsWith("-");
  return { by: sort.slice(descending ? 1 : 0) as Field, descending };
}
