/** Every number, age and time on the pages is put into words here. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of time in at most two units: `12s`, `4m 12s`, `2h 5m`, `3d 4h`. */
export function formatAge(ms: number): string {
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)}s`;
  if (span < HOUR) return twoUnits(span, MINUTE, "m", SECOND, "s");
  if (span < DAY) return twoUnits(span, HOUR, "h", MINUTE, "m");
  return twoUnits(span, DAY, "d", HOUR, "h");
}

/** How long something took; under ten seconds with one decimal: `8.2s`. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  return span < 9_950 ? `${(span / SECOND).toFixed(1)}s` : formatAge(span);
}

/** A count of tokens: `812`, `12.4k`, `1.3M`. */
export function formatTokens(count: number): string {
  if (count < 1_000) return String(Math.round(count));
  if (count < 999_950) return `${(count / 1_000).toFixed(1)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

/** US dollars; amounts under a cent keep four decimals: `$0.0026`, `$1.24`. */
export function formatMoney(usd: number): string {
  if (usd > 0 && usd < 0.00005) return "<$0.0001";
  if (usd > 0 && usd < 0.01) return `$${usd.toFixed(4)}`;
  return `$${groupThousands(usd.toFixed(2))}`;
}

/** A whole number with separators: `2,000`. */
export function formatCount(count: number): string {
  return groupThousands(String(Math.round(count)));
}

/** The time of day where the reader is: `12:03:10`. */
export function formatClock(instant: string | number): string {
  const date = new Date(instant);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0")).join(":");
}

/** The exact moment, the same for every reader: `2026-11-22 23:31:51 UTC`. */
export function formatExact(instant: string | number): string {
  return new Date(instant).toISOString().slice(0, 19).replace("T", " ") +
    " UTC";
}

/** An amount of data in the unit that fits: `8 KiB`, `212 MiB`, `1.4 GiB`. */
export function formatBytes(bytes: number): string {
  const mib = bytes / 1024 ** 2;
  if (mib < 1) return `${Math.ceil(bytes / 1024)} KiB`;
  return mib < 1_000
    ? `${Math.floor(mib)} MiB`
    : `${(Math.floor(mib / 102.4) / 10).toFixed(1)} GiB`;
}

/** A count with its noun: `1 task`, `2 tasks`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function twoUnits(
  span: number,
  big: number,
  bigName: string,
  small: number,
  smallName: string,
): string {
  const rest = Math.floor((span % big) / small);
  const head = `${Math.floor(span / big)}${bigName}`;
  return rest === 0 ? head : `${head} ${rest}${smallName}`;
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
