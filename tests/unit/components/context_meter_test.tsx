import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { ContextMeter } from "@/components/agent/ContextMeter.tsx";

Deno.test("a conversation says how full it is, and warns when little room is left", () => {
  const half = render(
    <ContextMeter use={{ tokens: 84_100, window: 200_000 }} />,
  );
  const full = render(
    <ContextMeter use={{ tokens: 190_000, window: 200_000 }} />,
  );

  assert.match(half, /84\.1k of 200\.0k/);
  assert.match(half, /42 %/);
  assert.doesNotMatch(half, /Nearly full/);
  assert.match(full, /95 %/);
  assert.match(full, /Nearly full/);
});
