import { StatusIcon } from "../../StatusIcon.tsx";
import { TRANSCRIPT_TEXT } from "../../text/transcript_text.ts";
import type { Todo } from "./tool_look.ts";

const LOOKS = {
  pending: "idle",
  in_progress: "working",
  completed: "done",
} as const;

/** What is to be done, and how far each item is. */
export function TodoList({ todos }: { readonly todos: readonly Todo[] }) {
  return (
    <ul class="todos">
      {todos.map(({ text, state }, i) => (
        <li key={i} data-state={state}>
          <StatusIcon look={LOOKS[state]} />
          <span class="sr-only">{TRANSCRIPT_TEXT.todo[state]}:</span>
          {text}
        </li>
      ))}
    </ul>
  );
}
