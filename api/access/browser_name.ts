/** Names of programs in the order in which they give themselves away: each names the ones after it, too. */
const PROGRAMS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/**
 * What a browser is called, for a person who looks for hers among others:
 * `Firefox on Linux`. What it says of itself is not kept. Pure.
 */
export function browserName(userAgent: string | undefined): string | null {
  if (!userAgent) return null;
  const [, program] = PROGRAMS.find(([sign]) => userAgent.includes(sign)) ?? [];
  const [, system] = SYSTEMS.find(([sign]) => userAgent.includes(sign)) ?? [];
  if (!program) return system ? `A browser on ${system}` : null;
  return system ? `${program} on ${system}` : program;
}
