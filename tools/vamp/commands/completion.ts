import {
  type Command,
  isNames,
  NAMES,
  NoServer,
  text,
  WrongCall,
} from "../command.ts";
import { completionScript, SHELLS } from "../completion/script.ts";
import { serverNames } from "../completion/server_names.ts";
import { EXIT } from "../exit_codes.ts";
import { safe } from "../output.ts";

/** A script that teaches a shell the words of this program. */
export function completion(commands: () => readonly Command[]): Command {
  return {
    name: "completion",
    summary: "A completion script for bash, zsh or fish",
    takes: "<shell>",
    words: [0, 1],
    offers: [SHELLS],
    options: {
      values: {
        type: "string",
        value: "kind",
        choices: NAMES,
        help: "In place of a script, what the server has: the script asks so",
      },
    },
    details: [
      "bash: vamp completion bash > ~/.local/share/bash-completion/completions/vamp",
      'zsh:  vamp completion zsh > "${fpath[1]}/_vamp"',
      "fish: vamp completion fish > ~/.config/fish/completions/vamp.fish",
    ],
    run: async ({ args, options, out, server }) => {
      const kind = text(options, "values");
      if (kind !== undefined) {
        if (!isNames(kind)) {
          throw new WrongCall(`--values takes ${NAMES.join(", ")}`);
        }
        try {
          for (const offered of await serverNames(await server(), kind)) {
            out.line(offered.map((each) => safe(each)).join("\t"));
          }
        } catch (error) {
          // Who presses a key is offered nothing then, and told nothing.
          if (!(error instanceof NoServer)) return EXIT.unreachable;
        }
        return EXIT.ok;
      }
      const shell = SHELLS.find((each) => each === args[0]);
      if (!shell) throw new WrongCall(`A shell is one of ${SHELLS.join(", ")}`);
      out.line(completionScript(shell, commands()));
      return EXIT.ok;
    },
  };
}
