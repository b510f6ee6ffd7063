import { formatBytes } from "@/components/format.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit_codes.ts";
import { json } from "../output.ts";

/** A backup of the running server. */
export const backup: Command = {
  name: "backup",
  summary: "Have the server make a verified backup of all that it keeps",
  takes: "",
  words: [0, 0],
  options: {
    "with-agents": {
      type: "boolean",
      help: "The agents' own Claude configuration, too",
    },
  },
  details: [
    "The file lies on the server's host. Where no server runs, `deno task",
    "backup` makes the same file.",
  ],
  run: async ({ server, out, json: asJson, options, signal }) => {
    const vamp = await server();
    const made = await vamp.backup(
      { with_agents: options["with-agents"] === true },
      { signal },
    );
    if (asJson) json(out, made);
    else {
      const how = made.encrypted ? "encrypted" : "not encrypted";
      out.line(`${made.path} (${formatBytes(made.bytes)}, ${how})`);
    }
    return EXIT.ok;
  },
};
