import { type Command, WrongCall } from "../command.ts";
import { completionScript, SHELLS } from "../completion_script.ts";
import { EXIT } from "../exit_codes.ts";

/** A script that teaches a shell the words of this program. */
export function completion(commands: () => readonly Command[]): Command {
  return {
    name: "completion",
    summary: "A completion script for bash, zsh or fish",
    takes: "<shell>",
    words: [1, 1],
    options: {},
    details: [
      "bash: vamp completion bash > ~/.local/share/bash-completion/completions/vamp",
      'zsh:  vamp completion zsh > "${fpath[1]}/_vamp"',
      "fish: vamp completion fish > ~/.config/fish/completions/vamp.fish",
    ],
    run: ({ args, out }) => {
      const shell = SHELLS.find((each) => each === args[0]);
      if (!shell) throw new WrongCall(`A shell is one of ${SHELLS.join(", ")}`);
      out.line(completionScript(shell, commands()));
      return Promise.resolve(EXIT.ok);
    },
  };
}
