/**
 * The URLPattern of a file in the routes folder.
 *
 * @param path Path inside the folder without its extension: `blog/[slug]`.
 */
export function patternOfFile(path: string): string {
  const segments = path.split("/").filter((segment) => !isGroup(segment));
  if (segments.at(-1) === "index") segments.pop();

  const pattern = segments.map((segment) => {
    const optional = /^\[\[([^\]]+)\]\]$/.exec(segment);
    if (optional) return `{/:${optional[1]}}?`;
    const rest = /^\[\.\.\.([^\]]+)\]$/.exec(segment);
    if (rest) return `/:${rest[1]}*`;
    return `/${segment.replace(/\[([^\]]+)\]/g, ":$1")}`;
  }).join("");
  if (pattern === "") return "/";
  return pattern.startsWith("{/") && segments.length === 1
    ? `/${pattern.replace("{/", "{")}`
    : pattern;
}

/** A folder in parentheses groups routes and is no part of their URL. */
export function isGroup(segment: string): boolean {
  return segment.startsWith("(") && segment.endsWith(")");
}

/**
 * Orders patterns so that the more specific one is asked first: segment by segment
 * literals come before dynamic parts, and those before optional and rest parts.
 */
export function compareSpecificity(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = looseness(left[i]) - looseness(right[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function looseness(segment: string | undefined): number {
  if (segment === undefined) return 0;
  if (segment.endsWith("*")) return 4;
  if (segment.includes("}?") || segment.endsWith("{")) return 3;
  if (segment.startsWith(":")) return 2;
  return 1;
}
