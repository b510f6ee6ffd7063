import assert from "node:assert/strict";
import { readConversation } from "@/model/conversation.ts";
import { MessagesRequest } from "@/model/messages_request.ts";

/** A turn of the CLI after one tool round, shaped as its requests are. */
const AFTER_A_TOOL = {
  model: "claude-test",
  system: [{ type: "text", text: "You are Claude." }, {
    type: "text",
    text: "You are a worker.",
  }],
  tools: [{ name: "Read" }, { name: "Write" }],
  metadata: {
    user_id: JSON.stringify({
      session_id: "0c52e02e-4c85-4cc8-87da-93ebeba52d9a",
    }),
  },
  messages: [
    {
      role: "user",
      content: [{
        type: "text",
        text: "<system-reminder>\nBe kind.\n</system-reminder>",
      }, { type: "text", text: "old task" }],
    },
    {
      role: "system",
      content: [{
        type: "text",
        text:
          "# Environment\n - Primary working directory: /home/ann/a b\n - Platform: linux",
      }],
    },
    { role: "assistant", content: "done" },
    { role: "user", content: "new task" },
    {
      role: "assistant",
      content: [{ type: "tool_use", id: "t1", name: "Read", input: {} }],
    },
    {
      role: "user",
      content: [{
        type: "tool_result",
        tool_use_id: "t1",
        content: [{ type: "text", text: "no such file" }],
        is_error: true,
      }],
    },
    { role: "system", content: "hurry up" },
  ],
};

function read(request: unknown, headers: HeadersInit = {}) {
  return readConversation(MessagesRequest.parse(request), new Headers(headers));
}

Deno.test("readConversation separates what is new from what was said, when tools ran", () => {
  const conversation = read(AFTER_A_TOOL);

  assert.equal(conversation.newUser, "");
  assert.equal(conversation.lastUser, "new task");
  assert.equal(conversation.anyUser, "old task\nnew task");
  assert.equal(conversation.newNote, "hurry up");
  assert.deepEqual(conversation.toolOutcomes, [{
    text: "no such file",
    isError: true,
  }]);
  assert.equal(conversation.assistantCount, 2);
  assert.equal(conversation.step, 1);
});

Deno.test("readConversation knows role, tools, folder and session, when the CLI tells them", () => {
  const conversation = read(AFTER_A_TOOL);

  assert.equal(conversation.system, "You are Claude.\nYou are a worker.");
  assert.deepEqual(conversation.tools, ["Read", "Write"]);
  assert.equal(conversation.cwd, "/home/ann/a b");
  assert.equal(conversation.session, "0c52e02e-4c85-4cc8-87da-93ebeba52d9a");
});

Deno.test("readConversation prefers the session header, when there is one", () => {
  const conversation = read(AFTER_A_TOOL, {
    "X-Claude-Code-Session-Id": "abc",
  });

  assert.equal(conversation.session, "abc");
});

Deno.test("readConversation starts at step 0, when a prompt is fresh", () => {
  const conversation = read({ messages: [{ role: "user", content: "hi" }] });

  assert.equal(conversation.newUser, "hi");
  assert.equal(conversation.step, 0);
  assert.equal(conversation.cwd, "");
});
