/** What the engine's worker is asked to do, in the order it is asked. */
export type PgliteRequest =
  & { readonly id: number }
  & (
    | {
      readonly kind: "open";
      /** `undefined`: in memory. */
      readonly folder: string | undefined;
    }
    | {
      readonly kind: "query";
      readonly text: string;
      readonly parameters: readonly (string | null)[];
    }
    | { readonly kind: "exec"; readonly script: string }
    | { readonly kind: "close" }
  );

/** What it answers: one answer for each request, with the same id. */
export type PgliteAnswer =
  & { readonly id: number }
  & (
    | { readonly ok: true; readonly rows: readonly unknown[] }
    | {
      readonly ok: false;
      readonly message: string;
      readonly code: string | undefined;
      readonly constraint: string | undefined;
    }
  );
