import { useState } from "preact/hooks";
import type { Frame } from "@/domain/frames.ts";
import { Clock } from "@/components/Clock.tsx";
import { formatBytes } from "@/components/format.ts";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";

/** Raw lines as they were, each with a button that copies it. */
export default function RawLines(
  { frames }: { readonly frames: readonly Frame[] },
) {
  const [copied, setCopied] = useState<number | "all">();
  const copy = async (which: number | "all", lines: readonly Frame[]) => {
    const text = lines.map(({ line }) => line).join("\n");
    await navigator.clipboard.writeText(text);
    setCopied(which);
  };
  const nameOf = (which: number | "all", name: string) =>
    copied === which ? AGENT_TEXT.copied : name;
  return (
    <>
      <p>
        <button
          type="button"
          class="button quiet"
          onClick={() => void copy("all", frames)}
        >
          {nameOf("all", AGENT_TEXT.copyAll)}
        </button>
      </p>
      <ol class="raw-lines">
        {frames.map((frame) => (
          <li key={frame.n} id={`frame-${frame.n}`} data-from={frame.from}>
            <div class="raw-head meta num">
              <span>{frame.n}</span>
              <Clock at={frame.at} />
              <span>{AGENT_TEXT.from[frame.from]}</span>
              <span>{sizeWords(frame)}</span>
              <button
                type="button"
                class="link"
                aria-label={AGENT_TEXT.copyNumber(frame.n)}
                onClick={() =>
                  void copy(frame.n, [frame])}
              >
                {nameOf(frame.n, AGENT_TEXT.copyLine)}
              </button>
            </div>
            <pre
              class="raw-line mono"
              tabIndex={0}
              role="group"
              aria-label={AGENT_TEXT.lineNumber(frame.n)}
            >{frame.line}</pre>
          </li>
        ))}
      </ol>
    </>
  );
}

function sizeWords({ line, bytes }: Frame): string {
  const isCut = new TextEncoder().encode(line).length < bytes;
  return isCut ? AGENT_TEXT.cut(formatBytes(bytes)) : formatBytes(bytes);
}
