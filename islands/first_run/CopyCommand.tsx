import { useState } from "preact/hooks";
import { Icon } from "@/components/Icon.tsx";
import { FIRST_RUN_TEXT as TEXT } from "@/components/text/first_run_text.ts";

/** A command for a terminal, and a button that copies it. */
export function CopyCommand({ command }: { readonly command: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
  };
  return (
    <>
      <code class="command">{command}</code>
      <button
        type="button"
        class="icon-button"
        aria-label={`${copied ? TEXT.copied : TEXT.copy}: ${command}`}
        onClick={copy}
        onBlur={() => setCopied(false)}
      >
        <Icon name="copy" />
      </button>
    </>
  );
}
