/** The last eight characters: enough to tell neighbours apart on a page. */
export function shortId(id: string): string {
  return id.slice(-8);
}
