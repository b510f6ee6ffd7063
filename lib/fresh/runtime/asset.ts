import { assetHash } from "./asset_hashes.ts";

/** The query parameter that carries a static file's content hash. */
export const HASH_PARAM = "__h";

/**
 * Adds the content hash of a static file to its URL, so that browsers may keep it
 * for a year. Anything that is not a static file of this app comes back unchanged.
 *
 * @param path Root-relative URL, such as `/styles.css`.
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const [beforeHash = "", fragment] = path.split("#", 2);
  const [pathname = "", query] = beforeHash.split("?", 2);
  const hash = assetHash(pathname);
  if (hash === undefined || query?.includes(`${HASH_PARAM}=`)) return path;

  const search = query
    ? `${query}&${HASH_PARAM}=${hash}`
    : `${HASH_PARAM}=${hash}`;
  return `${pathname}?${search}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** Applies {@linkcode asset} to each URL of a `srcset` attribute. */
export function assetSrcSet(srcset: string): string {
  return srcset.split(",").map((candidate) => {
    const [, space = "", url = "", rest = ""] =
      /^(\s*)(\S*)(.*)$/s.exec(candidate) ?? [];
    return space + asset(url) + rest;
  }).join(",");
}
