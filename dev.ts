import { Builder } from "fresh/dev";

/** Builds the pages into `_fresh`; quick when nothing has changed. */
export const builder = new Builder({
  root: import.meta.dirname,
  serverEntry: "./app.ts",
});

if (import.meta.main) await builder.build();
