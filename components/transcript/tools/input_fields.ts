/** The fields of a tool's input, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an input that is given as JSON text, as a whole or cut somewhere. Of
 * what is cut, the fields are read whose text is there, the last one as far as
 * it goes; what is no object has none.
 */
export function inputFields(
  json: string,
): { readonly fields: Fields; readonly isWhole: boolean } {
  try {
    const value: unknown = JSON.parse(json);
    return { fields: asFields(value), isWhole: true };
  } catch {
    return { fields: beginningOf(json), isWhole: false };
  }
}

function asFields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Fields
    : {};
}

const TEXT_FIELD = /^[{,]\s*"((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)*)("?)/;
const OTHER_FIELD =
  /^,?\s*"((?:[^"\\]|\\.)*)"\s*:\s*(true|false|null|-?\d[\d.eE+-]*)(?=[,}])/;

/** Plain fields in front of the first one that is a list or an object. */
function beginningOf(json: string): Fields {
  const fields: Record<string, unknown> = {};
  let rest = json.trimStart();
  for (;;) {
    const text = TEXT_FIELD.exec(rest);
    if (text) {
      fields[unescaped(text[1]!)] = unescaped(text[2]!);
      if (text[3] === "") return fields;
      rest = rest.slice(text[0].length);
      continue;
    }
    const other = OTHER_FIELD.exec(rest.replace(/^\{/, ""));
    if (!other) return fields;
    fields[unescaped(other[1]!)] = JSON.parse(other[2]!);
    rest = rest.replace(/^\{/, "").slice(other[0].length);
  }
}

function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text; // cut within an escape
  }
}
