/**
 * Building and the development server: what a `dev.ts` imports as `fresh/dev`.
 *
 * @module
 */
export { Builder } from "./build/builder.ts";
export type { BuildOptions, ResolvedBuildConfig } from "./build/options.ts";
