import { builder } from "@/dev.ts";

let built: ReturnType<typeof build> | undefined;

/** The pages as the product builds them, in memory; built once in a process. */
export function builtPages(): ReturnType<typeof build> {
  return built ??= build();
}

function build() {
  return builder.build({ snapshot: "memory" });
}
