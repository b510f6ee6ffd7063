import { strict as assert } from "node:assert";
import { blotSecrets } from "@/domain/blot_secrets.ts";

const blot = blotSecrets(["correct-horse-battery", "short"]);
const letters = "Ab3dE6gH9jKlMn0pQrStUv2xYz".repeat(3);

/** As long as the longest text that travels in one piece. */
function fill(piece: string): string {
  return piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536);
}

Deno.test("what has the form of a key is taken out, and what stands around it stays", () => {
  const keys = [
    `sk-ant-${letters}`,
    `sk-proj-${letters}`,
    `sk_live_${letters}`,
    `ghp_${letters}`,
    `github_pat_${letters}`,
    `glpat-${letters}`,
    `npm_${letters}`,
    `hf_${letters}`,
    `xoxb-${letters}`,
    `AKIA${letters.toUpperCase().slice(0, 16)}`,
    `AIza${letters}`,
    `eyJ${letters}.${letters}.${letters}`,
    `-----BEGIN RSA PRIVATE KEY-----\n${letters}\n-----END RSA PRIVATE KEY-----`,
  ];

  const blotted = keys.map((key) => blot(`KEY="${key}" # keep`));

  assert.deepEqual(blotted, keys.map(() => 'KEY="[secret]" # keep'));
});

Deno.test("a private key whose end is missing is taken out to the end", () => {
  const text = `-----BEGIN PRIVATE KEY-----\n${letters}`;

  assert.equal(blot(`a ${text}`), "a [secret]");
});

Deno.test("known values are taken out, but for those that are too short to be told from words", () => {
  assert.equal(
    blot("correct-horse-battery, in short"),
    "[secret], in short",
  );
});

Deno.test("what only looks a little like a key stays", () => {
  const text = [
    'class="sk-toggleable__content-arrow-left"',
    "task-estimators-and-their-parameters-2024",
    "eyJhbGciOiJub25lIn0 alone, eyJhbGciOiJub25l.x.y, foo.bar.baz",
    "-----BEGIN CERTIFICATE-----",
    "AKIA is a prefix",
  ].join("\n");

  assert.equal(blot(text), text);
});

Deno.test("a token in a run of other words is found", () => {
  const token = `eyJ${letters}.${letters}.${letters}`;

  assert.equal(blot(`eyJ.a.b.${token}`), "[secret]");
});

Deno.test("64 KiB that nearly have the form of keys are looked through at once", () => {
  const texts = [
    ...["eyJ-", "eyJabcdefgh-", "eyJabcdefgh.", "sk-", "-----BEGIN "],
    ...["-----BEGIN PRIVATE KEY----- ", "AKIA", "a"],
  ].map(fill);

  const startMs = performance.now();
  for (const text of texts) blot(text);

  // A form that is tried again at each place takes seconds for a single text.
  assert.ok(performance.now() - startMs < 1_000);
});
