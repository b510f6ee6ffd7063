import { useState } from "preact/hooks";
import { shortId } from "@/domain/short_id.ts";
import { Icon } from "./Icon.tsx";
import { SHARED_TEXT } from "@/components/text/shared_text.ts";

/** The end of an id, and a button that copies the whole of it. */
export function CopyId({ id }: { readonly id: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
  };
  return (
    <span class="copy-id">
      <code title={id}>{shortId(id)}</code>
      <button
        type="button"
        class="icon-button"
        aria-label={copied ? SHARED_TEXT.idCopied : SHARED_TEXT.copyTheId}
        onClick={copy}
        onBlur={() => setCopied(false)}
      >
        <Icon name="copy" />
      </button>
      {copied && <span class="meta" role="status">{SHARED_TEXT.copied}</span>}
    </span>
  );
}
