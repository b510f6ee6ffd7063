import assert from "node:assert/strict";
import { MessagesRequest } from "@/model/messages_request.ts";
import { parseScript } from "@/model/parse_script.ts";
import { Player } from "@/model/player.ts";

const SCRIPT = parseScript({
  rules: [{
    random: true,
    reply: ["{{uuid}}", "{{int:1-999}}", "{{pick:a|b}}"],
  }],
});

function request(prompt: string) {
  return MessagesRequest.parse({
    messages: [{ role: "user", content: prompt }],
  });
}

function messageOf(player: Player, prompt: string) {
  const move = player.next(request(prompt), new Headers());
  assert.ok(move?.plan.kind === "message");
  return move.plan.message;
}

Deno.test("Player gives each request its own run, whatever order they come in", () => {
  const prompts = ["one", "two", "three", "four"];
  const forward = new Player(SCRIPT, 1);
  const backward = new Player(SCRIPT, 1);

  const first = prompts.map((prompt) => messageOf(forward, prompt));
  const second = prompts.toReversed().map((prompt) =>
    messageOf(backward, prompt)
  ).toReversed();

  assert.deepEqual(second, first);
});

Deno.test("Player gives a repeated request a new message id, so that a retry is a new message", () => {
  const player = new Player(SCRIPT, 1);

  const ids = [messageOf(player, "same").id, messageOf(player, "same").id];

  assert.notEqual(ids[0], ids[1]);
});

Deno.test("Player takes the script's own seed, when none is given", () => {
  const seeded = parseScript({ ...SCRIPT, seed: 5 });

  const own = messageOf(new Player(seeded), "hi");
  const given = messageOf(new Player(SCRIPT, 5), "hi");

  assert.deepEqual(own, given);
});

Deno.test("Player reads known text from the cache, when a conversation goes on", () => {
  const player = new Player(parseScript({ fallback: "ok" }));
  const opening = messageOf(player, "hi").usage;
  const move = player.next(
    MessagesRequest.parse({
      messages: [
        { role: "user", content: "hi" },
        { role: "assistant", content: "ok" },
        { role: "user", content: "more" },
      ],
    }),
    new Headers(),
  );

  assert.equal(opening.cache_read_input_tokens, 0);
  assert.ok(move?.plan.kind === "message");
  assert.ok(move.plan.message.usage.cache_read_input_tokens > 0);
});

Deno.test("Player keeps the usage that a reply states, and estimates the rest", () => {
  const script = parseScript({
    fallback: { text: "ok", usage: { output_tokens: 777 } },
  });

  const { usage } = messageOf(new Player(script), "hi");

  assert.equal(usage.output_tokens, 777);
  assert.ok(usage.input_tokens > 0);
});
