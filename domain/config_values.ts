import { z } from "zod";

export const LOG_LEVELS = [
  "trace",
  "debug",
  "info",
  "warning",
  "error",
  "fatal",
] as const;
export type LogLevel = typeof LOG_LEVELS[number];

const LEVEL_ALIASES: Readonly<Record<string, string>> = {
  warn: "warning",
  critical: "fatal",
};
const SWITCH_WORDS = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["0", false],
  ["no", false],
  ["off", false],
]);

/** Digits alone, within the two ends. */
export const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d{1,9}$/).transform(Number)
    .pipe(z.int().min(min).max(max));

/** One line of text. */
export const oneLine = z.string().regex(/^[^\p{Cc}]+$/u);

/** A secret that survives a header, a shell and a copy from a terminal. */
export const secretText = (minLength: number) =>
  z.string().min(minLength).regex(/^[^\s\p{Cc}]+$/u);

/** A host name or an address, never with a port. */
export const hostName = z.string()
  .regex(/^([A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45})$/);

/** Yes or no, in the usual spellings. */
export const switchWord = z.string().toLowerCase().transform((word, ctx) => {
  const value = SWITCH_WORDS.get(word);
  if (value === undefined) ctx.addIssue("not a switch word");
  return value === true;
});

/** A log level in any case, also by its other usual name. */
export const logLevel = z.string().toLowerCase()
  .transform((level) => LEVEL_ALIASES[level] ?? level)
  .pipe(z.enum(LOG_LEVELS));

/** Items between commas, each of which has to pass. */
export const commaList = (isItem: (item: string) => boolean) =>
  z.string()
    .transform((text) => text.split(",").map((s) => s.trim()).filter(Boolean))
    .refine((items) => items.every(isItem));

/** A time of the day such as `03:17`; `off` is none. */
export const timeOfDay = z.string().toLowerCase()
  .regex(/^(off|([01]\d|2[0-3]):[0-5]\d)$/)
  .transform((text) => {
    if (text === "off") return undefined;
    const [hour = 0, minute = 0] = text.split(":").map(Number);
    return { hour, minute };
  });

/** An `http://` or `https://` address. */
export const webAddress = z.string().refine((text) => isWebAddress(text));

/** The address of a Postgres server that names its host. */
export const databaseAddress = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) &&
    url.hostname !== "";
});

/** Whether this is the origin of a page exactly as browsers send it. */
export function isOrigin(text: string): boolean {
  return isWebAddress(text) && URL.parse(text)?.origin === text;
}

/** Whether this names a host as addresses do, with or without a port. */
export function isHostAndPort(text: string): boolean {
  const url = URL.parse(`ftp://${text}/`);
  return url !== null && /^[a-z0-9.-]+(:\d{1,5})?$/.test(text) &&
    url.host === text && url.hostname !== "";
}

/** Whether only programs on this host can reach a server on this address. */
export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(host);
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "";
}
