import type { AgentRole } from "@/domain/agent_role.ts";
import type { Approval } from "@/domain/approval.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Asked } from "@/domain/rule_matching.ts";
import { absolutePath, pathArgument } from "@/domain/rule_paths.ts";
import type { EventWriter } from "../event_writer.ts";
import { fullText } from "../full_text.ts";
import type { LiveStorePort } from "../ports.ts";

export type AskedDeps = {
  readonly writer: Pick<EventWriter, "head">;
  readonly store: Pick<LiveStorePort, "readText" | "readAgent">;
  /** Where a path leads when its links are followed; null when nobody can tell. */
  readonly realPath: (path: string) => Promise<string | null>;
};

/** What a request asks, as rules look at it; its input is read back in full. */
export async function askedOf(
  deps: AskedDeps,
  approval: Approval,
): Promise<Asked> {
  const input: unknown = JSON.parse(await fullText(deps.store, approval.input));
  const folder = approval.working_directory;
  const named = pathArgument(approval.tool, input);
  const path = named === undefined ? undefined : absolutePath(folder, named);
  return {
    kind: approval.kind,
    tool: approval.tool,
    input,
    agent_id: approval.agent_id,
    role: await roleOf(deps, approval.agent_id),
    task_id: approval.task_id,
    working_directory: folder,
    ...(path === undefined
      ? {}
      : { real_path: await realPathSeenFrom(deps, folder, path) }),
  };
}

/** The real path, told by the agent's folder as it is known where it is inside of it. */
async function realPathSeenFrom(
  { realPath }: AskedDeps,
  folder: string,
  path: string,
): Promise<string | null> {
  const [real, realFolder] = await Promise.all([path, folder].map(realPath));
  if (!real || !realFolder) return null;
  return real.startsWith(`${realFolder}/`)
    ? folder + real.slice(realFolder.length)
    : real;
}

async function roleOf(deps: AskedDeps, id: AgentId): Promise<AgentRole> {
  const agent = deps.writer.head.agents[id] ?? await deps.store.readAgent(id);
  return agent?.role ?? "worker";
}
