/**
 * What the server is started with so that its memory stands still: see
 * docs/decisions/0042-memory-before-speed.md for what each was measured to do.
 */
export const LITTLE_MEMORY = {
  flag: "--v8-flags=--heap-growing-percent=50,--max-semi-space-size=8",
  env: { MALLOC_ARENA_MAX: "2" },
} as const;
