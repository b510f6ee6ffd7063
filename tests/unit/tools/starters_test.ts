import assert from "node:assert/strict";
import { startsDeno } from "@/tools/launcher/ancestors.ts";

for (
  const line of [
    "deno task start",
    "/usr/bin/deno task --quiet start",
    "node /usr/bin/deno task start",
    "/usr/bin/node /usr/lib/node_modules/deno/bin.cjs task start",
    "node --no-warnings /home/a b/node_modules/.bin/deno task demo",
  ]
) {
  Deno.test(`startsDeno knows "${line}"`, () => {
    assert.equal(startsDeno(line), true);
  });
}

for (
  const line of [
    "-bash",
    "/bin/sh -c deno task start",
    "/lib/systemd/systemd --user",
    "nohup deno task start",
    "node /srv/deno/server.js",
    "node /srv/denotes.js",
    "tmux new deno",
  ]
) {
  Deno.test(`startsDeno leaves "${line}" alone`, () => {
    assert.equal(startsDeno(line), false);
  });
}
