import { type DiffLine, diffLines } from "./diff_lines.ts";
import { ExactText } from "./ExactText.tsx";

const MARK = { same: " ", removed: "-", added: "+" } as const;
const WORD = { same: "", removed: "removed: ", added: "added: " } as const;

type DiffViewProps = {
  readonly label: string;
  readonly before: string;
  readonly after: string;
};

/** What a change takes away and what it brings, line by line. */
export function DiffView({ label, before, after }: DiffViewProps) {
  return (
    <div class="diff" role="group" aria-label={label} tabIndex={0}>
      {diffLines(before, after).map((line, i) => <Line key={i} line={line} />)}
    </div>
  );
}

function Line({ line }: { readonly line: DiffLine }) {
  return (
    <div class="diff-line" data-kind={line.kind}>
      <span class="diff-mark" aria-hidden="true">{MARK[line.kind]}</span>
      <span class="diff-text">
        <span class="sr-only">{WORD[line.kind]}</span>
        <ExactText text={line.text} />
      </span>
    </div>
  );
}
