import { join } from "node:path";
import type { Command } from "../command.ts";
import { EXIT } from "../exit_codes.ts";
import { json, safe, table } from "../output.ts";

const MARKS = { ok: "ok", warning: "warning", fault: "FAULT" } as const;

/** What is missing on this host, and what to do about it. */
export const doctor: Command = {
  name: "doctor",
  summary: "Check all that a server needs here, and say what to do",
  takes: "",
  words: [0, 0],
  options: {},
  details: [
    "Looks at the configuration, the data folder, the disk, the port, the",
    "database, claude and its sign-in (no API call), and the host's tools.",
    "The exit code is 1 when something has to be done before a server works.",
  ],
  run: async ({ out, json: asJson }) => {
    // Everything else starts without what this needs.
    const { examine } = await import("../doctor/examine.ts");
    const root = join(import.meta.dirname ?? ".", "../../..");
    const findings = await examine(root);
    if (asJson) json(out, findings);
    else {
      table(
        out,
        ["", "WHAT", "FOUND"],
        findings.map(({ what, state, detail }) => [MARKS[state], what, detail]),
      );
      for (const { what, advice } of findings) {
        if (advice) out.line(`-> ${what}: ${safe(advice)}`);
      }
    }
    return findings.some(({ state }) => state === "fault")
      ? EXIT.failed
      : EXIT.ok;
  },
};
