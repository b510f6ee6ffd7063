import type { ConfigVariable } from "@/domain/config_variables.ts";
import { SETTINGS_TEXT as TEXT } from "../text/settings_text.ts";

type VariableTableProps = {
  readonly caption: string;
  readonly variables: readonly ConfigVariable[];
};

/** Variables of the configuration: what they are, and who says so. */
export function VariableTable({ caption, variables }: VariableTableProps) {
  return (
    <div class="table-box">
      <table class="table variables" role="table">
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{TEXT.variable}</th>
            <th role="columnheader" scope="col">{TEXT.value}</th>
            <th role="columnheader" scope="col">{TEXT.source}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {variables.map((variable) => (
            <tr role="row" key={variable.name}>
              <th role="rowheader" scope="row">
                <code>{variable.name}</code>
                <p class="meta">{TEXT.takes(variable.takes)}</p>
              </th>
              <td role="cell">
                <ValueOf variable={variable} />
              </td>
              <td role="cell">
                <span class="tag" data-source={variable.source}>
                  {TEXT.sources[variable.source]}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ValueOf({ variable }: { readonly variable: ConfigVariable }) {
  const { value, is_secret, source } = variable;
  if (is_secret && source !== "default") {
    return <span class="meta">{TEXT.secretSet}</span>;
  }
  return value === null
    ? <span class="meta">{TEXT.notSet}</span>
    : <code>{value}</code>;
}
