/** What stands around every page. */
export const SHELL_TEXT = {
  more: "More",
  morePages: "More pages",
} as const;
