import { Builder } from "fresh/dev";

/** Builds the pages into `_fresh`; quick when nothing has changed. */
export const builder = new Builder({
  root: import.meta.dirname,
  serverEntry: "./app.ts",
  // What lies below a folder of the islands is a part of them.
  ignore: [/\/islands\/[^/]+\//],
});

if (import.meta.main) {
  if (Deno.args.includes("build")) await builder.build();
  else await (await import("./tools/develop.ts")).develop(builder);
}
