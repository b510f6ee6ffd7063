/** One question that an agent puts to a person. */
export type Question = {
  readonly question: string;
  readonly options: readonly {
    readonly label: string;
    readonly description: string;
  }[];
  readonly multiSelect: boolean;
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * The questions in the input of an `AskUserQuestion`; none where they cannot
 * be read. By hand, since pages do without the library that checks schemas.
 */
export function questionsIn(input: unknown): readonly Question[] {
  const { questions } = fieldsOf(input);
  if (!Array.isArray(questions)) return [];
  const read = questions.map(fieldsOf);
  if (read.some(({ question }) => typeof question !== "string")) return [];
  return read.map(({ question, options, multiSelect }) => ({
    question: String(question),
    options: (Array.isArray(options) ? options : []).map(fieldsOf)
      .filter(({ label }) => typeof label === "string")
      .map(({ label, description }) => ({
        label: String(label),
        description: typeof description === "string" ? description : "",
      })),
    multiSelect: multiSelect === true,
  }));
}

/** The questions that have no answer, or an empty one. */
export function unanswered(
  questions: readonly Question[],
  answers: Readonly<Record<string, string>>,
): readonly Question[] {
  return questions.filter(({ question }) =>
    !Object.hasOwn(answers, question) || answers[question]?.trim() === ""
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? value as Fields : {};
}
