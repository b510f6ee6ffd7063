/** What a test of faults has to say for the table beside that it passed. */
export type FaultRecord = {
  /** The row, as `F23`. */
  readonly fault: string;
  /** By which the same run can be had again. */
  readonly seed?: string;
  /** How often the fault was made to happen. */
  readonly count: number;
};

/** Whether the long forms of the tests of faults run. */
export const IS_LONG = Deno.env.get("VAMP_FAULTS") === "1";

/** The seed that was asked for, or one of its own. */
export function seedOfRun(): string {
  return Deno.env.get("VAMP_SEED") ?? crypto.randomUUID().slice(0, 8);
}

/** Hands a record to `deno task test:faults`, when that is who runs the test. */
export async function recordFault(record: FaultRecord): Promise<void> {
  const path = Deno.env.get("VAMP_FAULT_RECORDS");
  if (!path) return;
  await Deno.writeTextFile(path, `${JSON.stringify(record)}\n`, {
    append: true,
  });
}
