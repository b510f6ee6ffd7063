type Fields = Readonly<Record<string, string | undefined>>;

/** The fields that are given, as they stand behind the `?` of an address; empty when none is. */
export function searchParams(fields: Fields): string {
  const given = Object.entries(fields)
    .filter((field): field is [string, string] => Boolean(field[1]));
  return new URLSearchParams(given).toString();
}

/** A page's address with the fields that are given. */
export function hrefWith(path: string, fields: Fields): string {
  const query = searchParams(fields);
  return query === "" ? path : `${path}?${query}`;
}
