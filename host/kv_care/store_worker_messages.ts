import type { StoreCheck } from "./check_store.ts";

/** What the worker is asked, one thing in its life. */
export type StoreRequest =
  | { readonly kind: "check"; readonly path: string }
  | { readonly kind: "copy"; readonly from: string; readonly to: string };

/** What it answers; the check is that of the file it was asked for, or made. */
export type StoreAnswer =
  | { readonly kind: "done"; readonly check: StoreCheck }
  | { readonly kind: "failed"; readonly message: string };
