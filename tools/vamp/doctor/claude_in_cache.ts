import { ensureClaude, hostClaudeRequest } from "../../claude_binary.ts";

/** The claude that an earlier start fetched; nothing is fetched now. */
export async function claudeInCache(root: string): Promise<string | undefined> {
  const request = hostClaudeRequest(root, () => {});
  const found = await ensureClaude({ ...request, offline: true });
  return found.ok ? found.path : undefined;
}
