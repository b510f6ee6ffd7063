import { useState } from "preact/hooks";
import { WEBHOOKS_TEXT as TEXT } from "@/components/text/webhooks_text.ts";

type SecretOnceProps = {
  readonly secret: string;
  readonly onClose: () => void;
};

/** A secret that is never shown again, and a button that copies it. */
export function SecretOnce({ secret, onClose }: SecretOnceProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div class="form">
      <p>{TEXT.secretText}</p>
      <p class="secret">
        <code class="command">{secret}</code>
        <button type="button" class="button" onClick={copy}>
          {copied ? TEXT.copied : TEXT.copy}
        </button>
      </p>
      <div class="form-actions">
        <button type="button" class="button primary" onClick={onClose}>
          {TEXT.gotIt}
        </button>
      </div>
    </div>
  );
}
