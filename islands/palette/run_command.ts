import type {
  PaletteCall,
  PaletteCommand,
} from "@/components/palette/commands.ts";
import { callApi } from "../live/api.ts";
import { setTheme } from "../theme.ts";
import { toast } from "../toast/toasts.ts";

/** Goes where a line of the palette leads, or does what it says. */
export function runCommand({ run }: PaletteCommand): void {
  switch (run.kind) {
    case "go":
      return location.assign(run.href);
    case "call":
      return void send(run.call);
    case "theme":
      return setTheme(run.theme);
    case "keys":
      // The palette gives the focus back first.
      return void setTimeout(() =>
        document.dispatchEvent(new KeyboardEvent("keydown", { key: "?" }))
      );
    case "sign_out":
      return void signOut();
  }
}

async function send(call: PaletteCall): Promise<void> {
  const { method, path, body, told, undo } = call;
  const answer = await callApi(method, path, body);
  if (!answer.ok) return toast(answer.problem.message);
  toast(
    told,
    undo && { label: undo.label, run: () => void send(undo) },
  );
}

async function signOut(): Promise<void> {
  const answer = await callApi("DELETE", "auth/session");
  if (answer.ok) location.assign("/login");
  else toast(answer.problem.message);
}
