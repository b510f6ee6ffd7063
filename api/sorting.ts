import { z } from "@hono/zod-openapi";

/** The values of a parameter that says by what a list is sorted. */
export function ordersOf(fields: readonly string[]) {
  const orders = fields.flatMap((field) => [field, `-${field}`]);
  return z.enum(orders as [string, ...string[]]);
}

/** The parameter that says by what a list is sorted: a field, the greatest first with a minus. */
export function sortBy(fields: readonly string[], usual: string) {
  return ordersOf(fields).default(usual);
}
