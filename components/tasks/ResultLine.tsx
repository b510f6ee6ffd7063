import { TASKS_TEXT } from "@/components/text/tasks_text.ts";
type ResultLineProps = {
  /** `undefined`: nothing was tried. */
  readonly result: {
    /** What was done. */
    readonly words: string;
    /** What was not, and why. */
    readonly refused: readonly {
      readonly id: string;
      readonly title: string;
      readonly why: string;
    }[];
  } | undefined;
  readonly onDismiss: (() => void) | undefined;
};

/** What came of an act on tasks: what was done, what was not, and why. */
export function ResultLine({ result, onDismiss }: ResultLineProps) {
  return (
    <div role="status" class="result-line">
      {result && (
        <div
          class="notice"
          data-tone={result.refused.length > 0 ? "error" : undefined}
        >
          {result.words && <p class="notice-title">{result.words}.</p>}
          {result.refused.length > 0 && (
            <ul>
              {result.refused.map(({ id, title, why }) => (
                <li key={id}>
                  {id ? <a href={`/tasks/${id}`}>{title}</a> : title}: {why}
                </li>
              ))}
            </ul>
          )}
          {onDismiss && (
            <button type="button" class="button quiet" onClick={onDismiss}>
              {TASKS_TEXT.dismiss}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
