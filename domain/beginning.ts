/** At most `max` characters, cut without tearing a surrogate pair apart. */
export function beginning(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const torn = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, torn ? max - 1 : max);
}
