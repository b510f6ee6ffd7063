import { StoreUnavailable } from "../event_writer.ts";
import type { LogPort } from "../ports.ts";
import type { AgentTool, Caller } from "./agent_tool.ts";
import { ALL_TOOLS } from "./all_tools.ts";
import type { Desks, ToolAnswer } from "./desks.ts";

/**
 * Carries out one call, as the Model Context Protocol wants its result. A tool
 * of another role is refused although it is not listed: a model may know its
 * name. Never throws.
 */
export async function callTool(
  deps: Desks & { readonly log: LogPort },
  caller: Caller,
  own: readonly AgentTool[],
  call: { readonly name: string; readonly arguments?: unknown },
) {
  const tool = own.find(({ name }) => name === call.name);
  const { ok, text } = tool
    ? await carriedOut(deps, caller, tool, call.arguments ?? {})
    : notYours(caller, own, call.name);
  return {
    content: [{ type: "text", text }],
    ...(ok ? {} : { isError: true }),
  } as const;
}

async function carriedOut(
  deps: Desks & { readonly log: LogPort },
  caller: Caller,
  tool: AgentTool,
  args: unknown,
): Promise<ToolAnswer> {
  try {
    return await tool.call(deps, caller, args);
  } catch (error) {
    deps.log.error("tool call failed", {
      agent: caller.id,
      tool: tool.name,
      error,
    });
    return {
      ok: false,
      text: error instanceof StoreUnavailable
        ? `Cannot store this call of ${tool.name}: the server's store takes no changes right now, and nothing was done. Call it again in a minute.`
        : `Cannot carry out this call of ${tool.name}: something went wrong inside the server. Call it once more; if that fails too, go on without it and say so in your result.`,
    };
  }
}

function notYours(
  caller: Caller,
  own: readonly AgentTool[],
  name: string,
): ToolAnswer {
  const other = ALL_TOOLS.find((tool) => tool.name === name);
  const why = other
    ? `it is for a ${other.roles.join(" or a ")}, and you are a ${caller.role}`
    : "there is no such tool";
  return {
    ok: false,
    text: `Cannot call ${name.slice(0, 100)}: ${why}. Your tools here are ${
      own.map((tool) => tool.name).join(", ")
    }.`,
  };
}
