/** A text whose paths inside `folder` are shown as seen from there. */
export function shortPaths(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, "");
}
