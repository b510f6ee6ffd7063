import { DiffView } from "../../inbox/DiffView.tsx";
import { shortPaths } from "../../short_paths.ts";
import { TRANSCRIPT_TEXT } from "../../text/transcript_text.ts";
import { FieldTable } from "./FieldTable.tsx";
import { TodoList } from "./TodoList.tsx";
import type { ToolLook } from "./tool_look.ts";

type ToolInputProps = {
  readonly look: ToolLook;
  /** Where the agent works: paths inside it are shown without it. */
  readonly folder: string;
};

/** What a tool was asked for, as a whole. */
export function ToolInput({ look, folder }: ToolInputProps) {
  switch (look.kind) {
    case "command":
      return (
        <>
          {look.about !== "" && <p class="meta">{look.about}</p>}
          <div class="prose-text mono tool-command">{look.command}</div>
          {look.inBackground && (
            <p class="meta">{TRANSCRIPT_TEXT.inBackground}</p>
          )}
        </>
      );
    case "edits":
      return (
        <>
          <p class="mono path">{shortPaths(look.path, folder)}</p>
          {look.edits.map((edit, i) => (
            <div key={i}>
              {edit.everywhere && (
                <p class="meta">{TRANSCRIPT_TEXT.everywhere}</p>
              )}
              <DiffView
                label={TRANSCRIPT_TEXT.change(i + 1, look.edits.length)}
                before={edit.before}
                after={edit.after}
              />
            </div>
          ))}
        </>
      );
    case "read":
      return <p class="mono path">{shortPaths(look.path, folder)}</p>;
    case "search": {
      const where = look.where && shortPaths(look.where, folder);
      return (
        <FieldTable
          fields={{
            [TRANSCRIPT_TEXT.pattern]: look.pattern,
            ...(where ? { [TRANSCRIPT_TEXT.where]: where } : {}),
            ...look.rest,
          }}
        />
      );
    }
    case "web":
      return (
        <FieldTable
          fields={{
            [TRANSCRIPT_TEXT.url]: look.what,
            ...(look.prompt ? { [TRANSCRIPT_TEXT.prompt]: look.prompt } : {}),
          }}
        />
      );
    case "todos":
      return <TodoList todos={look.todos} />;
    case "agent":
      return <div class="prose-text">{look.prompt}</div>;
    case "other":
      return <FieldTable fields={look.fields} />;
  }
}
