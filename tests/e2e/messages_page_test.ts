import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import type { MessageId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { servePlatform } from "@/tests/helpers/served_platform.ts";
import { v7 } from "uuid";

Deno.test("messages come as they are sent, are found again, and one is sent from here", async () => {
  const crew = sampleCrew();
  await using server = await servePlatform(crew);
  await using browser = await openBrowser();
  const { page, problems } = browser;
  const { platform } = server;
  const [asked] = Object.values(crew.messages);
  assert.ok(asked?.from_agent_id);
  await page.goto(`${server.origin}/messages`);
  await page.locator('[data-link="live"]').waitFor();

  const id = v7() as MessageId;
  const { from_agent_id, to_agent_id } = asked;
  platform.commit({
    type: "message.sent",
    message_id: id,
    agent_id: to_agent_id,
    data: {
      message: {
        ...asked,
        id,
        kind: "note",
        text: shortText("The tables are ready"),
        delivery: { status: "queued", since: asked.created_at },
        answered_at: null,
      },
    },
  });
  const came = page.locator(".message", { hasText: "The tables are ready" });
  await came.getByText("Queued").waitFor();
  platform.commit({
    type: "message.delivered",
    message_id: id,
    agent_id: to_agent_id,
    data: { turn: 9, message_uuid: crypto.randomUUID() },
  });
  await came.getByText("delivered at turn 9").waitFor();

  await page.getByLabel("Words of a message").fill("TABLES are");
  await page.keyboard.press("Enter");
  await page.getByText("1 message", { exact: true }).waitFor();
  await came.waitFor();
  await page.getByRole("link", { name: crew.agents[from_agent_id]!.name })
    .first().waitFor();

  await page.goto(`${server.origin}/messages?state=queued`);
  await page.locator('[data-link="live"]').waitFor();
  await page.getByRole("button", { name: "New message" }).click();
  await page.getByLabel("To", { exact: true }).last()
    .selectOption(to_agent_id);
  await page.getByLabel(/^Message to/).fill("Stop after the tests.");
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator(".toast", { hasText: "Sent to" }).waitFor();
  await page.locator(".message", { hasText: "Stop after the tests." })
    .waitFor();

  const sent = Object.values(platform.fleet().messages).find(({ text }) =>
    text.text === "Stop after the tests."
  );
  assert.equal(sent?.to_agent_id, to_agent_id);
  assert.deepEqual(problems, []);
});

Deno.test("messages can be read and searched, when a browser runs no scripts", async () => {
  await using server = await servePlatform(sampleCrew());
  await using browser = await openBrowser({ javaScriptEnabled: false });
  const { page } = browser;
  await page.goto(`${server.origin}/messages?kind=answer`);

  await page.getByText("No: it says that the account is locked").waitFor();

  assert.equal(await page.locator(".message").count(), 1);
});
