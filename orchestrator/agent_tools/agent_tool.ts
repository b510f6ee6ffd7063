import { z } from "zod";
import type { AgentRole } from "@/domain/agent_role.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Desks, ToolAnswer } from "./desks.ts";
import { badArguments } from "./bad_arguments.ts";

/** Which agent speaks: known from its channel, never from what it sends. */
export type Caller = { readonly id: AgentId; readonly role: AgentRole };

/** One tool as the model knows it, and what a call of it does. */
export type AgentTool = {
  readonly name: string;
  readonly roles: readonly AgentRole[];
  /** Written for the model: when to call it, and what comes after. */
  readonly description: string;
  /** What its arguments look like, as JSON Schema. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Arguments that fit, shown to a model that sent others. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Checks the arguments, then carries the call out. */
  readonly call: (
    desks: Desks,
    caller: Caller,
    args: unknown,
  ) => Promise<ToolAnswer>;
};

type Definition<S extends z.ZodType> =
  & Pick<AgentTool, "name" | "roles" | "description">
  & {
    readonly input: S;
    readonly example: z.input<S> & Readonly<Record<string, unknown>>;
    readonly run: (
      desks: Desks,
      agent: AgentId,
      input: z.output<S>,
    ) => Promise<ToolAnswer>;
  };

/** Makes a tool whose arguments are checked by its schema before anything else sees them. */
export function agentTool<S extends z.ZodType>(
  definition: Definition<S>,
): AgentTool {
  const { input, run, ...rest } = definition;
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: "input" });
  return {
    ...rest,
    inputSchema,
    call: async (desks, caller, args) => {
      const parsed = input.safeParse(args);
      if (!parsed.success) {
        return badArguments(rest.name, parsed.error, rest.example);
      }
      return await run(desks, caller.id, parsed.data);
    },
  };
}
