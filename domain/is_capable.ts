/** Whether somebody with these capabilities can do what needs those. */
export function isCapable(
  has: readonly string[],
  needs: readonly string[],
): boolean {
  return needs.every((need) => has.includes(need));
}
