import { CARRIED_WAITING } from "@/domain/carried_fleet.ts";
import { type Sort, SORTS } from "./layout.ts";

export const VIEWS = ["board", "list", "tree"] as const;
export type View = typeof VIEWS[number];

/** What the address of the page says: which tasks, how, in which order. */
export type Address = {
  /** The query as it was written; see `query.ts`. */
  readonly q: string;
  readonly view: View;
  readonly sort: Sort;
  /** How many of the waiting tasks the page has at most. */
  readonly waiting: number;
};

/** Reads an address; what it does not know is as usual. Pure. */
export function addressOf({ searchParams }: URL): Address {
  const view = searchParams.get("view") as View;
  const sort = searchParams.get("sort") as Sort;
  return {
    q: searchParams.get("q")?.trim() ?? "",
    view: VIEWS.includes(view) ? view : "board",
    sort: SORTS.includes(sort) ? sort : "new",
    waiting: Math.max(
      CARRIED_WAITING,
      Number(searchParams.get("waiting")) || 0,
    ),
  };
}

/** The address of what is shown; what is usual is left out. Pure. */
export function hrefOf({ q, view, sort, waiting }: Address): string {
  const params = new URLSearchParams({
    ...(q && { q }),
    ...(view !== "board" && { view }),
    ...(sort !== "new" && { sort }),
    ...(waiting > CARRIED_WAITING && { waiting: String(waiting) }),
  });
  return params.size > 0 ? `/tasks?${params}` : "/tasks";
}
