/** One term of a query: a field with its value, or a word. */
export type Term = { readonly field?: string; readonly value: string };

/** What has a name that a query can ask for. */
export type Named = { readonly id: string; readonly name: string };

/**
 * Reads `state:working agent:"Ann Lee" login`: fields with a value, quotes
 * around spaces, and words. `undefined` when a quote is not closed. Pure.
 */
export function termsOf(text: string): Term[] | undefined {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  return [
    ...text.matchAll(/([\w-]+):(?=\s|$)|(?:([\w-]+):)?("[^"]*"|[^\s"]+)/g),
  ]
    .map(([, bare, field, value = ""]) => ({
      field: (bare ?? field)?.toLowerCase(),
      value: value.replaceAll('"', "").trim(),
    }))
    .filter(({ field, value }) => field !== undefined || value !== "");
}

/** The values of a term in lower case; several stand behind one another with commas. */
export function valuesOf({ value }: Term): string[] {
  return value.toLowerCase().split(",").map((each) => each.trim())
    .filter(Boolean);
}

/** The text of a query with a field's value set; without one, it is taken out. */
export function withField(
  text: string,
  field: string,
  value: string | undefined,
): string {
  const others = (termsOf(text) ?? []).filter((term) => term.field !== field);
  return [...others, ...(value === undefined ? [] : [{ field, value }])]
    .map(wordsOf).join(" ");
}

/** The terms of a query, each with the query's text without it. */
export function termChips(
  text: string,
): readonly { readonly label: string; readonly rest: string }[] {
  const terms = termsOf(text) ?? [];
  return terms.map((term) => ({
    label: wordsOf(term),
    rest: terms.filter((other) => other !== term).map(wordsOf).join(" "),
  }));
}

/** A name as it stands in a query. */
export function quoted(name: string): string {
  return /[\s:]/.test(name) ? `"${name}"` : name;
}

/** Whether a name or an id in lower case means this one. */
export function isNamed({ id, name }: Named, wanted: string): boolean {
  return name.toLowerCase() === wanted || id.toLowerCase() === wanted;
}

/** The ids of those that are meant; an id counts also when nobody has it now. */
export function idsOf(
  wanted: readonly string[],
  all: readonly Named[],
): Set<string> {
  return new Set([
    ...wanted,
    ...all.filter((one) => wanted.some((name) => isNamed(one, name)))
      .map(({ id }) => id),
  ]);
}

function wordsOf({ field, value }: Term): string {
  return field === undefined ? quoted(value) : `${field}:${quoted(value)}`;
}
