/** What a short-lived tool of the host answered. */
export type ToolOutput = { readonly code: number; readonly stdout: string };

/**
 * Runs a tool of the host to its end, with an empty environment and no input.
 * `undefined` when it cannot be run: not there, or not allowed.
 */
export async function runTool(
  path: string,
  args: readonly string[],
): Promise<ToolOutput | undefined> {
  try {
    const { code, stdout } = await new Deno.Command(path, {
      args: [...args],
      clearEnv: true,
      env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).output();
    return { code, stdout: new TextDecoder().decode(stdout) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.PermissionDenied) return undefined;
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}
