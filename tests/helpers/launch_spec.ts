import type { LaunchSpec } from "@/domain/claude_process.ts";

/** A valid specification whose folders nobody has made. */
export function launchSpec(changes: Partial<LaunchSpec> = {}): LaunchSpec {
  return {
    agentId: "0199a1b2-0000-7000-8000-000000000001",
    instanceId: "0199a1b2-0000-7000-8000-000000000002",
    role: "worker",
    name: "tester",
    model: "sonnet",
    permissionMode: "default",
    allowedTools: [],
    appendSystemPrompt: "",
    session: { kind: "new", id: "0199a1b2-0000-7000-8000-000000000003" },
    cwd: "/scratch/cwd",
    home: "/scratch/home",
    tmpDir: "/scratch/tmp",
    configDir: "/scratch/config",
    trustFolder: false,
    maxTurns: undefined,
    maxBudgetUsd: undefined,
    memoryMb: undefined,
    env: {},
    ...changes,
  };
}
