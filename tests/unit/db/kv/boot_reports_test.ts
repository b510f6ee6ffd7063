import { strict as assert } from "node:assert";
import { KEPT_BOOT_REPORTS } from "@/domain/boot_report.ts";
import { EVENTFUL_BOOT, sampleBoot } from "@/tests/helpers/boot_reports.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";

const reported = (number: number) => ({
  type: "server.boot_reported",
  data: { report: { ...EVENTFUL_BOOT, number } },
} as const);
const DISMISSED = {
  type: "server.boot_report_dismissed",
  data: { by: { kind: "person" } },
} as const;

Deno.test("the newest report is part of the fleet, until a person puts it away", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);

  await writer.append([reported(1), DISMISSED]);
  const dismissed = (await open.again().load()).boot;
  const again = await openWriter(open.again());
  await again.append([reported(2)]);

  assert.equal(dismissed.last?.number, 1);
  assert.notEqual(dismissed.dismissed_at, null);
  assert.deepEqual((await open.again().load()).boot, {
    last: { ...EVENTFUL_BOOT, number: 2 },
    dismissed_at: null,
  });
});

Deno.test("the reports of the last starts are kept, the newest first", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  const starts = KEPT_BOOT_REPORTS + 5;

  for (let number = 1; number <= starts; number++) {
    await writer.append([{
      type: "server.boot_reported",
      data: { report: sampleBoot({ number }) },
    }]);
  }

  const numbers = (await open.store.readBootReports())
    .map(({ number }) => number);
  assert.deepEqual(
    numbers,
    Array.from({ length: KEPT_BOOT_REPORTS }, (_, n) => starts - n),
  );
});
