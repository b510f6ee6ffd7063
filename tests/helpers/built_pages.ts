import { builder } from "@/dev.ts";
import { serveBuild } from "@/lib/fresh/server/serve_build.ts";

/** Whether whoever runs the tests has just built the pages into `_fresh`. */
const ARE_BUILT = Deno.env.get("VAMP_TEST_PAGES") === "1";

let built: ReturnType<typeof build> | undefined;

/**
 * Gives an app the pages as the product builds them: those on disk, where they
 * are new, else built in memory, which takes seconds, once in a test file.
 */
export function builtPages(): ReturnType<typeof build> {
  return built ??= ARE_BUILT ? read() : build();
}

function build() {
  return builder.build({ snapshot: "memory" });
}

async function read(): ReturnType<typeof build> {
  const { href } = new URL("../../_fresh/snapshot.js", import.meta.url);
  const written: Parameters<typeof serveBuild>[1] = await import(href);
  return (app) => void serveBuild(app, written, href);
}
