import { z } from "zod";
import type { Answers } from "./approval.ts";

/** One question that an agent puts to a person. */
export const Question = z.object({
  question: z.string(),
  header: z.string().optional(),
  options: z.array(z.object({
    label: z.string(),
    description: z.string().optional(),
  })).default([]),
  multiSelect: z.boolean().default(false),
});
export type Question = z.infer<typeof Question>;

const QuestionInput = z.object({ questions: z.array(Question).min(1) });

/** The questions in the input of an `AskUserQuestion`; none where they cannot be read. */
export function questionsIn(input: unknown): readonly Question[] {
  return QuestionInput.safeParse(input).data?.questions ?? [];
}

/** The questions that have no answer, or an empty one. */
export function unanswered(
  questions: readonly Question[],
  answers: z.infer<typeof Answers>,
): readonly Question[] {
  return questions.filter(({ question }) =>
    !Object.hasOwn(answers, question) || answers[question]?.trim() === ""
  );
}
