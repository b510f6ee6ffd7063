import type { Command } from "../command.ts";
import { bash } from "./bash.ts";
import { fish } from "./fish.ts";
import { zsh } from "./zsh.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = typeof SHELLS[number];

/**
 * The script by which a shell completes commands, their options, and the values
 * of these. Names of agents, tasks and requests come from the running server,
 * by `vamp completion --values`.
 */
export function completionScript(
  shell: Shell,
  commands: readonly Command[],
): string {
  switch (shell) {
    case "bash":
      return bash(commands);
    case "zsh":
      return zsh(commands);
    case "fish":
      return fish(commands);
  }
}
