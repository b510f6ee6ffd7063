import { formatAge, formatBytes } from "@/components/format.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit_codes.ts";
import { facts, json } from "../output.ts";

/** How the server is, in a few lines. */
export const status: Command = {
  name: "status",
  summary: "How the server is; exit code 1 when it needs care",
  takes: "",
  words: [0, 0],
  options: {},
  run: async ({ server, out, json: asJson }) => {
    const vamp = await server();
    const [health, waiting] = await Promise.all([
      vamp.health(),
      vamp.approvals.list({ status: "pending", limit: 200 }),
    ]);
    if (asJson) {
      json(out, { ...health, approvals: { pending: waiting.items.length } });
    } else {
      const { agents, tasks, history, disk } = health;
      facts(out, [
        ["server", `${health.status}${health.demo ? " (demo)" : ""}`],
        ["version", health.version],
        ["up", formatAge(health.uptime_seconds * 1_000)],
        ["claude", health.claude],
        ["agents", `${agents.active} of ${agents.max}`],
        ["tasks", `${tasks.running} in work, ${tasks.pending} waiting`],
        ["needs you", `${waiting.items.length} requests (vamp approve)`],
        ["store", `${health.store.state}: ${health.store.detail}`],
        [
          "history",
          history.state + (history.reason ? `: ${history.reason}` : ""),
        ],
        [
          "disk",
          disk.free_bytes === null
            ? disk.state
            : `${disk.state}, ${formatBytes(disk.free_bytes)} free`,
        ],
        ["log", `event ${health.seq}`],
      ]);
    }
    return health.status === "healthy" ? EXIT.ok : EXIT.failed;
  },
};
