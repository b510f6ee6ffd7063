import assert from "node:assert/strict";
import { join } from "node:path";
import { type ScriptInput, startScriptedModel } from "@/model/mod.ts";
import { atPace, demoScript, demoTasks } from "@/model/scripts/demo.ts";
import { runClaudeTurn, toolCalls } from "@/tests/helpers/claude_turn.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const ROLE_PROMPTS = {
  manager: "You are the manager of a small team.",
  worker: "You are a worker.",
};

async function perform(
  prompt: string,
  script: ScriptInput,
  role: keyof typeof ROLE_PROMPTS = "worker",
) {
  await using model = await startScriptedModel({ script });
  await using home = await tempDirectory();
  await using cwd = await tempDirectory();
  const frames = await runClaudeTurn({
    baseUrl: model.url,
    cwd: cwd.path,
    home: home.path,
    prompt,
    appendSystemPrompt: ROLE_PROMPTS[role],
  });
  const files: Record<string, string> = {};
  for await (const entry of Deno.readDir(cwd.path)) {
    if (entry.isFile) {
      files[entry.name] = await Deno.readTextFile(join(cwd.path, entry.name));
    }
  }
  return { frames, files, result: frames.at(-1)!, calls: toolCalls(frames) };
}

Deno.test("the scripted model leads a real CLI through tool rounds, by steps and templates", async () => {
  const script: ScriptInput = {
    rules: [{
      when: { system: "You are a worker", last_user: "/write (\\w+)/" },
      steps: [
        {
          text: "Writing.",
          tool: {
            name: "Write",
            input: { file_path: "{{cwd}}/{{1}}.txt", content: "one\n" },
          },
        },
        {
          text: "Changing.",
          tool: {
            name: "Edit",
            input: {
              file_path: "{{cwd}}/{{1}}.txt",
              old_string: "one",
              new_string: "two",
            },
          },
        },
        "Wrote {{1}} in {{step}} steps.",
      ],
    }],
  };

  const { files, result, calls } = await perform("please write note", script);

  assert.deepEqual(files, { "note.txt": "two\n" });
  assert.deepEqual(calls, [
    { name: "Write", isError: false },
    { name: "Edit", isError: false },
  ]);
  assert.equal(result.is_error, false);
  assert.equal(result.result, "Wrote note in 2 steps.");
  assert.ok(result.total_cost_usd > 0);
});

Deno.test("a real CLI fails the turn at once, when every answer is a 400", async () => {
  const script: ScriptInput = { fallback: { status: 400, message: "No." } };

  const { result } = await perform("hi", script);

  assert.equal(result.is_error, true);
  assert.equal(result.api_error_status, 400);
});

/** Done by one agent, without a person. */
const alone = demoTasks.filter(({ key, mode }) =>
  !mode && !["leap-years", "name"].includes(key)
);

for (const task of alone) {
  const role = task.to === "manager" ? "manager" : "worker";
  Deno.test(`the demo plays "${task.title}" to a real CLI, when a ${role} gets it`, async () => {
    const fails = task.description.includes("flaky upstream");
    const slips = task.description.includes("settings.ini") ? 1 : 0;

    const { frames, result, calls } = await perform(
      task.description,
      atPace(demoScript, 0),
      role,
    );

    const refused = frames.filter((f) => f.subtype === "permission_denied");
    assert.deepEqual(refused, []);
    assert.equal(result.is_error, fails);
    assert.ok(calls.length >= 1);
    assert.equal(calls.filter((call) => call.isError).length, slips);
    if (!fails) assert.match(result.result, /^.*\*\*.+\*\*/);
  });
}

Deno.test("the demo writes hello.py, when asked for a Hello World script", async () => {
  const { files } = await perform(
    "Create a simple Hello World Python script",
    atPace(demoScript, 0),
  );

  assert.match(files["hello.py"]!, /print\("Hello, World!"\)/);
});

Deno.test("the demo finishes any task, when it has no scene for it", async () => {
  const { files, result, calls } = await perform(
    "Task: Sort the cellar\n\nBottles left, boxes right.",
    atPace(demoScript, 0),
  );

  assert.deepEqual(Object.keys(files), ["sort-the-cellar.md"]);
  assert.equal(calls.some((call) => call.isError), false);
  assert.match(result.result, /\*\*Sort the cellar\*\* is done/);
});
