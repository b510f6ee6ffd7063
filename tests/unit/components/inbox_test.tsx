import assert from "node:assert/strict";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { sampleInbox } from "@/components/gallery/sample_inbox.ts";
import { inputShape } from "@/components/inbox/asked_input.ts";
import { decidedLately } from "@/components/inbox/decided_order.ts";
import { diffLines } from "@/components/inbox/diff_lines.ts";
import { InputView } from "@/components/inbox/InputView.tsx";
import { textPieces } from "@/components/inbox/odd_text.ts";
import { commandChoices } from "@/components/inbox/command_choices.ts";
import { reachWords } from "@/components/inbox/rule_reach.ts";
import { patternWords } from "@/components/inbox/rule_words.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import { exactly, fitsWildcard } from "@/domain/wildcard.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 })
  .map((parts) => parts.join("\n"));

Deno.test("a diff has all lines of both texts, in their order, and not one more change than it needs", () => {
  fc.assert(fc.property(lines, lines, (before, after) => {
    const diff = diffLines(before, after);
    const side = (...kinds: string[]) =>
      diff.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text)
        .join("\n");

    assert.equal(side("same", "removed"), before);
    assert.equal(side("same", "added"), after);
    if (before === after) {
      assert.ok(diff.every(({ kind }) => kind === "same"));
    }
  }));
});

Deno.test("a change in the middle leaves what is around it", () => {
  const marks = diffLines("a\nb\nc\nd", "a\nx\nc\nd").map(({ kind }) => kind);

  assert.deepEqual(marks, ["same", "removed", "added", "same", "same"]);
});

Deno.test("a change of very many lines is shown all the same", () => {
  const text = (word: string) =>
    Array.from({ length: 2_000 }, (_, i) => `${word} ${i}`).join("\n");

  const diff = diffLines(text("old"), text("new"));

  assert.equal(diff.length, 4_000);
});

Deno.test("every character of a text is shown: as it is, or by its name", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const back = textPieces(text).map((piece) =>
      "plain" in piece
        ? piece.plain
        : String.fromCodePoint(parseInt(piece.odd.slice(2), 16))
    ).join("");

    assert.equal(back, text);
  }));
  assert.deepEqual(textPieces("rm \u202e x\u200b\r\n"), [
    { plain: "rm " },
    { odd: "U+202E" },
    { plain: " x" },
    { odd: "U+200B" },
    { odd: "U+000D" },
    { plain: "\n" },
  ]);
  assert.deepEqual(textPieces("naïve ✓ 😀\t"), [{ plain: "naïve ✓ 😀\t" }]);
});

Deno.test("no field of an input is left out, whatever the tool", () => {
  const inputs: [string, Record<string, unknown>][] = [
    ["Bash", { command: "ls", timeout: 71, run_in_background: true }],
    ["Write", { file_path: "/w/a", content: "one\ntwo", mode: "w8" }],
    ["Edit", {
      file_path: "/w/a",
      old_string: "one",
      new_string: "two",
      extra: "w9",
    }],
    ["MultiEdit", {
      file_path: "/w/a",
      edits: [{ old_string: "one", new_string: "two" }],
      note: "w10",
    }],
    ["MultiEdit", { file_path: "/w/a", edits: ["odd one"] }],
    ["Edit", { file_path: "/w/a", old_string: 7 }],
    ["WebFetch", { url: "https://example.com/x" }],
  ];

  for (const [tool, input] of inputs) {
    const html = renderToString(
      <InputView tool={tool} json={JSON.stringify(input)} folder="/w" />,
    );
    for (const value of leaves(input)) {
      const shown = value.replace("/w/", "").split("\n");
      assert.ok(shown.every((part) => html.includes(part)), `${tool} ${value}`);
    }
  }
});

Deno.test("an input that is cut, or no object, is shown as it came", () => {
  for (const json of ['{"command":"ls', "[1]", "null", "text"]) {
    assert.deepEqual(inputShape("Bash", json), { kind: "json", text: json });
  }
});

Deno.test("a rule is told in a few words", () => {
  const fleet = sampleInbox();
  const task_id = sampleId(103) as TaskId;

  assert.equal(
    patternWords({ tool: "Bash", command: "git *" }),
    "Bash(git *)",
  );
  assert.equal(patternWords({ tool: "*" }), "any tool");
  assert.equal(reachWords({ tool: "*" }, fleet), "any agent");
  assert.equal(reachWords({ tool: "*", role: "worker" }, fleet), "any worker");
  assert.equal(
    reachWords({ tool: "*", agent_id: sampleId(1) as AgentId, task_id }, fleet),
    "Ada, until “Write the table of contents of the docs” ends",
  );
});

Deno.test("choices for a command fit it, and are only wide where a star lets nothing in", () => {
  for (
    const command of [
      "git push origin",
      "ls",
      "rm -rf a && b",
      "echo *",
      "x *y",
    ]
  ) {
    const choices = commandChoices(command);
    assert.equal(choices[0], exactly(command));
    for (const choice of choices) {
      assert.ok(fitsWildcard(choice, command), `${choice} / ${command}`);
    }
  }
  assert.deepEqual(commandChoices("git push origin"), [
    "git push origin",
    "git push *",
    "git *",
  ]);
  assert.equal(commandChoices("rm -rf a && b").length, 1);
});

Deno.test("what is decided comes with the latest first, and with the input that the page has", () => {
  const fleet = sampleInbox();
  const rendered = Object.values(fleet.approvals).slice(-2);
  const lean = {
    ...fleet,
    approvals: Object.fromEntries(
      Object.values(fleet.approvals).map((each) => [
        each.id,
        { ...each, input: { ...each.input, text: "" } },
      ]),
    ),
  };

  const decided = decidedLately(rendered, lean, 10);

  assert.deepEqual(
    decided.map(({ state }) => state.status),
    ["withdrawn", "expired", "denied", "denied", "allowed"],
  );
  assert.deepEqual(
    decided.slice(0, 2).map(({ input }) => input.text !== ""),
    [true, true],
  );
});

Deno.test("each open request counts once, also where its agent says that it waits", () => {
  // Five requests and one agent that failed; Dee, who waits, has one of the five.
  assert.equal(attentionCount(sampleInbox()), 6);
});

function leaves(value: unknown): string[] {
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(leaves)
    : [String(value)];
}
