import { useState } from "preact/hooks";
import type { Question } from "@/domain/questions.ts";
import { unanswered } from "@/domain/questions.ts";
import { ExactText } from "@/components/inbox/ExactText.tsx";
import { REQUEST_TEXT } from "@/components/text/request_text.ts";

type QuestionFormProps = {
  readonly id: string;
  readonly questions: readonly Question[];
  readonly busy: boolean;
  readonly onAnswer: (answers: Record<string, string>) => void;
};

/** What one question got: labels that were chosen, and own words. */
type Given = { readonly labels: readonly string[]; readonly words: string };
const NOTHING: Given = { labels: [], words: "" };

/** An agent's questions, with their options and room for own words. */
export function QuestionForm(
  { id, questions, busy, onAnswer }: QuestionFormProps,
) {
  const [given, setGiven] = useState<Readonly<Record<string, Given>>>({});
  const answers = Object.fromEntries(
    questions.map(({ question }) => [
      question,
      answerOf(given[question] ?? NOTHING),
    ]),
  );
  const open = unanswered(questions, answers).length;

  return (
    <form
      class="ask-questions"
      onSubmit={(event) => {
        event.preventDefault();
        if (open === 0) onAnswer(answers);
      }}
    >
      {questions.map((question, i) => (
        <QuestionField
          key={question.question}
          name={`${id}-${i}`}
          question={question}
          given={given[question.question] ?? NOTHING}
          onChange={(next) => setGiven({ ...given, [question.question]: next })}
        />
      ))}
      <div class="ask-actions">
        <button
          type="submit"
          class="button primary"
          disabled={busy || open > 0}
          title={open > 0 ? REQUEST_TEXT.everyQuestionNeedsAnAnswer : undefined}
        >
          {busy ? REQUEST_TEXT.answering : REQUEST_TEXT.answer}
        </button>
      </div>
    </form>
  );
}

function QuestionField(
  { name, question, given, onChange }: {
    readonly name: string;
    readonly question: Question;
    readonly given: Given;
    readonly onChange: (given: Given) => void;
  },
) {
  const { options, multiSelect } = question;
  const choose = (label: string, on: boolean) => {
    const others = multiSelect
      ? given.labels.filter((other) => other !== label)
      : [];
    onChange({
      labels: on ? [...others, label] : others,
      words: multiSelect ? given.words : "",
    });
  };
  return (
    <fieldset class="ask-question">
      <legend>
        <ExactText text={question.question} />
      </legend>
      {options.map(({ label, description }) => (
        <label key={label} class="ask-option">
          <input
            type={multiSelect ? "checkbox" : "radio"}
            name={name}
            checked={given.labels.includes(label)}
            onChange={(event) =>
              choose(label, event.currentTarget.checked)}
          />
          <span>
            <ExactText text={label} />
            {description && (
              <span class="meta">
                <ExactText text={description} />
              </span>
            )}
          </span>
        </label>
      ))}
      <div class="field">
        <label for={`${name}-words`}>
          {options.length > 0
            ? REQUEST_TEXT.somethingElse
            : REQUEST_TEXT.yourAnswer}
        </label>
        <input
          id={`${name}-words`}
          value={given.words}
          maxLength={8_000}
          autoComplete="off"
          onInput={(event) => {
            const words = event.currentTarget.value;
            const labels = multiSelect || words === "" ? given.labels : [];
            onChange({ labels, words });
          }}
        />
      </div>
    </fieldset>
  );
}

function answerOf({ labels, words }: Given): string {
  return [...labels, words.trim()].filter(Boolean).join(", ");
}
