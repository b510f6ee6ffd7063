import { fileLines } from "./tool_result.ts";

/** Lines of a file beside their numbers. */
export function FileText({ text }: { readonly text: string }) {
  return (
    <div class="file-text mono">
      {fileLines(text).map((line, i) => (
        <div key={i} class="file-line">
          <span class="file-line-number">{line.number}</span>
          <span>{line.text}</span>
        </div>
      ))}
    </div>
  );
}
