import { z } from "zod";
import type { ToolServer } from "@/domain/claude_process.ts";
import type { LogPort } from "../ports.ts";
import type { AgentTool, Caller } from "./agent_tool.ts";
import { ALL_TOOLS } from "./all_tools.ts";
import { callTool } from "./call_tool.ts";
import type { Desks } from "./desks.ts";
import {
  answered,
  idOf,
  Incoming,
  INVALID_PARAMS,
  INVALID_REQUEST,
  METHOD_NOT_FOUND,
  refused,
} from "./json_rpc.ts";

/** What the server is called: the model sees its tools as `mcp__vamp__<tool>`. */
export const TOOL_SERVER_NAME = "vamp";
/** Among an agent's allowed tools, it makes all of them run without asking. */
export const TOOL_SERVER_RULE = `mcp__${TOOL_SERVER_NAME}`;

/**
 * Nothing changes on the host by these tools, only in what agents know of each
 * other. In plan mode, the CLI asks before any tool that does not say so.
 */
const HARMLESS = { readOnlyHint: true, openWorldHint: false } as const;

/** Revisions of the Model Context Protocol that mean the same here; the newest first. */
const PROTOCOL_VERSIONS = [
  "2025-11-25",
  "2025-06-18",
  "2025-03-26",
  "2024-11-05",
] as const;

const Initialize = z.looseObject({ protocolVersion: z.string() });
const Call = z.looseObject({ name: z.string(), arguments: z.unknown() });

export type AgentToolDeps = Desks & { readonly log: LogPort };

/**
 * The tools of agents, as a server of the Model Context Protocol for each
 * agent. The caller is the agent that the server was made for, whatever a
 * message says; its role decides which tools it sees and may call. Calls of one
 * agent are carried out one after the other, in the order in which they came.
 * A call always gets a text that the model can act on, never a protocol error.
 */
export function agentTools(
  deps: AgentToolDeps,
): (agent: Caller) => ToolServer {
  return (agent) => {
    const own = ALL_TOOLS.filter(({ roles }) => roles.includes(agent.role));
    let lastCall: Promise<unknown> = Promise.resolve();
    return async (message) => {
      const incoming = Incoming.safeParse(message);
      if (!incoming.success) {
        return isReply(message) ? undefined : refused(
          idOf(message),
          INVALID_REQUEST,
          "Cannot read the message: it is no request of JSON-RPC 2.0",
        );
      }
      const { id, method, params } = incoming.data;
      // Notifications are for those who wait for something; nobody does here.
      if (id === undefined) return undefined;
      switch (method) {
        case "initialize":
          return answered(id, introduction(params));
        case "ping":
          return answered(id, {});
        case "tools/list":
          return answered(id, { tools: own.map(listing) });
        case "tools/call": {
          const call = Call.safeParse(params);
          if (!call.success) {
            return refused(
              id,
              INVALID_PARAMS,
              "Cannot call a tool: the call does not name one",
            );
          }
          const result = lastCall.then(() =>
            callTool(deps, agent, own, call.data)
          );
          lastCall = result;
          return answered(id, await result);
        }
        default:
          return refused(
            id,
            METHOD_NOT_FOUND,
            `Cannot do "${
              method.slice(0, 100)
            }": there are tools here, and nothing else`,
          );
      }
    };
  };
}

function introduction(params: unknown) {
  const wanted = Initialize.safeParse(params).data?.protocolVersion;
  return {
    protocolVersion: PROTOCOL_VERSIONS.find((known) => known === wanted) ??
      PROTOCOL_VERSIONS[0],
    capabilities: { tools: {} },
    serverInfo: { name: TOOL_SERVER_NAME, version: "1" },
  };
}

function listing(tool: AgentTool) {
  const { name, description, inputSchema } = tool;
  return { name, description, inputSchema, annotations: HARMLESS };
}

/** An answer to something that was never asked: nothing to say to it. */
function isReply(message: unknown): boolean {
  return typeof message === "object" && message !== null &&
    !("method" in message) && ("result" in message || "error" in message);
}
