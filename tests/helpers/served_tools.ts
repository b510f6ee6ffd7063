import type { AgentRole } from "@/domain/agent_role.ts";
import { agentTools } from "@/orchestrator/agent_tools/tool_server.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { recordedDesks } from "@/tests/helpers/recorded_desks.ts";

/** What a manager may call, in the order of the list. */
export const MANAGER_TOOLS = [
  "submit_analysis",
  "list_workers",
  "select_worker",
  "submit_instructions",
  "submit_review",
  "submit_result",
  "send_message",
  "list_messages",
];
/** What a worker may call, in the order of the list. */
export const WORKER_TOOLS = [
  "report_progress",
  "ask_manager",
  "submit_result",
  "send_message",
  "list_messages",
];
export const AGENT = agentId(1);

type Reply = {
  readonly id?: unknown;
  // deno-lint-ignore no-explicit-any -- what the protocol answers differs by method
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
};

/** The server of one agent, and what reached its desks. */
export function serve(
  role: AgentRole,
  answer?: Parameters<typeof recordedDesks>[0],
) {
  const { desks, calls } = recordedDesks(answer);
  const logged: string[] = [];
  const log = {
    info: () => {},
    error: (message: string) => void logged.push(message),
  };
  const server = agentTools({ ...desks, log })({ id: AGENT, role });
  const tell = async (message: unknown) =>
    await server(message, new AbortController().signal) as Reply | undefined;
  const ask = (method: string, params?: unknown) =>
    tell({ jsonrpc: "2.0", id: 7, method, params });
  const call = async (name: string, args?: unknown) => {
    const reply = await ask("tools/call", { name, arguments: args });
    const { content, isError = false } = reply?.result ?? {};
    return { isError, text: content?.[0]?.text as string };
  };
  return { tell, ask, call, calls, logged };
}
