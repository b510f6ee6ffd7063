/**
 * What both server and browser code may import, as `fresh/runtime`.
 *
 * @module
 */
export { asset, assetSrcSet } from "./runtime/asset.ts";
export { Head } from "./runtime/head.ts";
export { HttpError } from "./http_error.ts";

/** `true` in the browser, `false` on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";
