import { createHash } from "node:crypto";
import { basename } from "node:path";

/** How the bundler names a script: a word and the hash of what is in it. */
const STEM = /[\w.$]+-[A-Z0-9]{8}(?=\.)/g;

/**
 * Gives each script of a build a name that differs from the others' by a short
 * number. The scripts of a page name each other some hundred times, and a hash
 * of its own in each of these names cannot be compressed. The hash of the whole
 * build keeps a name from ever standing for something else, as browsers keep
 * these files for good.
 *
 * @param paths All files that the bundler wrote.
 * @returns Puts the new names into a text.
 */
export function shortNames(paths: readonly string[]): (text: string) => string {
  const stems = [
    ...new Set(paths.flatMap((p) => basename(p).match(STEM) ?? [])),
  ]
    .sort();
  const build = createHash("sha256").update(stems.join()).digest("hex")
    .slice(0, 8);
  const names = new Map(stems.map((stem, n) => {
    const word = stem.slice(0, stem.lastIndexOf("-"));
    return [stem, `${word}-${build}${n.toString(36)}`] as const;
  }));
  return (text) => text.replaceAll(STEM, (stem) => names.get(stem) ?? stem);
}
