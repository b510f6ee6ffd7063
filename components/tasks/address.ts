import { type Sort, SORTS } from "./layout.ts";

export const VIEWS = ["board", "list", "tree"] as const;
export type View = typeof VIEWS[number];

/** What the address of the page says: which tasks, how, in which order. */
export type Address = {
  /** The query as it was written; see `query.ts`. */
  readonly q: string;
  readonly view: View;
  readonly sort: Sort;
};

/** Reads an address; what it does not know is as usual. Pure. */
export function addressOf({ searchParams }: URL): Address {
  const view = searchParams.get("view") as View;
  const sort = searchParams.get("sort") as Sort;
  return {
    q: searchParams.get("q")?.trim() ?? "",
    view: VIEWS.includes(view) ? view : "board",
    sort: SORTS.includes(sort) ? sort : "new",
  };
}

/** The address of what is shown; what is usual is left out. Pure. */
export function hrefOf({ q, view, sort }: Address): string {
  const params = new URLSearchParams({
    ...(q && { q }),
    ...(view !== "board" && { view }),
    ...(sort !== "new" && { sort }),
  });
  return params.size > 0 ? `/tasks?${params}` : "/tasks";
}
