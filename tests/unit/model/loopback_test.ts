import assert from "node:assert/strict";
import { comesFromBrowser, isLoopback } from "@/model/loopback.ts";

for (const host of ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"]) {
  Deno.test(`isLoopback accepts ${host}`, () => {
    assert.equal(isLoopback(host), true);
  });
}

for (
  const host of [
    "0.0.0.0",
    "10.0.0.1",
    "::",
    "127.0.0.1.example.com",
    "example.com",
    "",
  ]
) {
  Deno.test(`isLoopback refuses "${host}"`, () => {
    assert.equal(isLoopback(host), false);
  });
}

Deno.test("comesFromBrowser suspects an Origin and a foreign name, and nothing else", () => {
  const plain = new Request("http://127.0.0.1:9099/v1/messages");
  const page = new Request(plain, {
    headers: { origin: "http://127.0.0.1:9099" },
  });
  const rebound = new Request("http://evil.example:9099/v1/messages");

  assert.equal(comesFromBrowser(plain), false);
  assert.equal(comesFromBrowser(page), true);
  assert.equal(comesFromBrowser(rebound), true);
});
