/**
 * First address and length of what is not of the public internet, by the
 * special-purpose registry of RFC 6890 and its successors.
 */
const NOT_PUBLIC: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
/** Networks that people have at home and at work, and the host itself. */
const PRIVATE: readonly (readonly [string, number])[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
];

/** Where an IPv4 address is; `special` are link-local, metadata, multicast and the like. */
export type IpPlace = "public" | "private" | "special";

/** Where this address is; `undefined`: it is no IPv4 address. */
export function placeOfIp(address: string): IpPlace | undefined {
  const number = numberOf(address);
  if (number === undefined) return undefined;
  const isIn = (ranges: typeof NOT_PUBLIC) =>
    ranges.some(([first, bits]) =>
      Math.floor(number / 2 ** (32 - bits)) ===
        Math.floor((numberOf(first) ?? 0) / 2 ** (32 - bits))
    );
  if (isIn(PRIVATE)) return "private";
  return isIn(NOT_PUBLIC) ? "special" : "public";
}

function numberOf(address: string): number | undefined {
  const parts = address.split(".");
  const fits = parts.length === 4 &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part <= 255);
  return fits
    ? parts.reduce((sum, part) => sum * 256 + Number(part), 0)
    : undefined;
}
