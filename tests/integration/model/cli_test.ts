import assert from "node:assert/strict";
import { join } from "node:path";
import { ask } from "@/tests/helpers/model_client.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

function command(folder: string, ...args: string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-net=127.0.0.1",
      `--allow-read=${folder}`,
      `--allow-write=${folder}`,
      "model/cli.ts",
      ...args,
    ],
    stdout: "piped",
    stderr: "piped",
  });
}

async function firstLine(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<string> {
  let text = "";
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader.cancel();
  return text.split("\n", 1)[0]!;
}

Deno.test("model/cli.ts plays a script file and logs what it was asked, until it is stopped", async () => {
  await using folder = await tempDirectory();
  const script = join(folder.path, "x.json");
  const log = join(folder.path, "log.jsonl");
  await Deno.writeTextFile(script, '{"fallback":"from a file {{uuid}}"}');
  const child = command(
    folder.path,
    "--script",
    script,
    "--seed",
    "4",
    "--log",
    log,
  ).spawn();
  const { listening } = JSON.parse(await firstLine(child.stdout));

  const answer = await (await ask({ url: listening }, "hi")).json();
  child.kill("SIGTERM");
  await child.status;
  await child.stderr.cancel();
  const logged = JSON.parse(await Deno.readTextFile(log));

  assert.match(answer.content[0].text, /^from a file [0-9a-f-]{36}$/);
  assert.equal(logged.path, "/v1/messages");
  assert.equal(logged.rule, "fallback");
});

const FAILURES:
  readonly (readonly [string, string | null, readonly string[], RegExp])[] = [
    [
      "the script has a bad field",
      '{"rules":[{"reply":{"status":"x"}}]}',
      [],
      /x\.json: Cannot read script: rules\[0\]\.reply\.status: .*\n$/,
    ],
    [
      "the script is not JSON",
      "{",
      [],
      /Cannot read script: not valid JSON .*\n$/,
    ],
    [
      "there is no such file",
      null,
      [],
      /^Cannot read script file ".*x\.json": .*\n$/,
    ],
    [
      "the port is no number",
      "{}",
      ["--port", "http"],
      /^Cannot use port "http": it takes 0 to 65535\n$/,
    ],
    [
      "an option is unknown",
      "{}",
      ["--sript"],
      /^Unknown option '--sript'.*\n$/,
    ],
  ];

for (const [what, script, args, expected] of FAILURES) {
  Deno.test(`model/cli.ts ends with one line and exit code 2, when ${what}`, async () => {
    await using folder = await tempDirectory();
    const path = join(folder.path, "x.json");
    if (script !== null) await Deno.writeTextFile(path, script);

    const { code, stderr } = await command(
      folder.path,
      "--script",
      path,
      ...args,
    ).output();
    const message = new TextDecoder().decode(stderr);

    assert.equal(code, 2);
    assert.match(message, expected);
    assert.equal(message.trimEnd().includes("\n"), false);
  });
}
