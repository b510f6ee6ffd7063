import { shortPaths } from "../short_paths.ts";
import { inputShape } from "./asked_input.ts";
import { DiffView } from "./DiffView.tsx";
import { ExactText } from "./ExactText.tsx";
import { REQUEST_TEXT } from "@/components/text/request_text.ts";

type InputViewProps = {
  readonly tool: string;
  /** The whole input as JSON text. */
  readonly json: string;
  /** Where the agent works: paths inside it are shown without it. */
  readonly folder: string;
};

/** The exact input of a request: a command, a change line by line, or its JSON. */
export function InputView({ tool, json, folder }: InputViewProps) {
  const shape = inputShape(tool, json);
  switch (shape.kind) {
    case "command":
      return (
        <>
          <Code label={REQUEST_TEXT.command} text={shape.command} />
          <Rest fields={shape.rest} />
        </>
      );
    case "edits":
      return (
        <>
          <p class="ask-path mono">
            <ExactText text={shortPaths(shape.path, folder)} />
          </p>
          {shape.edits.map((edit, i) => (
            <div key={i}>
              {edit.everywhere && (
                <p class="meta">{REQUEST_TEXT.everywhereInTheFile}</p>
              )}
              <DiffView
                label={REQUEST_TEXT.changeOf(i + 1, shape.edits.length)}
                before={edit.before}
                after={edit.after}
              />
            </div>
          ))}
          <Rest fields={shape.rest} />
        </>
      );
    case "json":
      return <Code label={REQUEST_TEXT.input} text={shape.text} />;
  }
}

/** What else the input says, so that nothing of it is left out. */
function Rest(
  { fields }: { readonly fields: Readonly<Record<string, unknown>> },
) {
  const entries = Object.entries(fields);
  if (entries.length === 0) return null;
  return (
    <dl class="ask-rest">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <ExactText
              text={typeof value === "string" ? value : JSON.stringify(value)}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Code(
  { label, text }: { readonly label: string; readonly text: string },
) {
  return (
    <pre
      class="ask-code"
      role="group"
      aria-label={label}
      tabIndex={0}
    ><ExactText text={text} /></pre>
  );
}
