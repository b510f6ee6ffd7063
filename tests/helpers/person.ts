import { strict as assert } from "node:assert";
import { TEST_TOKEN, type VampServer } from "./vamp_server.ts";

/** What the tests read of an answer. */
// deno-lint-ignore no-explicit-any -- each command answers with something else
export type Answer = any;

/** Does things as a person, and keeps what each has to leave in the audit log. */
export class Person {
  readonly expected: string[] = [];
  readonly called = new Set<string>();
  /** Values that no entry may show. */
  readonly secrets: string[] = [TEST_TOKEN];

  constructor(readonly server: VampServer) {}

  /**
   * Calls what the API describes as `call`.
   *
   * @param id Stands in its place in the path.
   * @param entry What was done, and to what; of the answer where that names it.
   */
  async does(
    call: string,
    entry: string | ((answer: Answer) => string),
    body?: unknown,
    id = "",
  ): Promise<Answer> {
    this.called.add(call);
    const [method = "", path = ""] = call.split(" ");
    const address = `/api${
      path.replace("{scope}/{id}", id).replace("{id}", id)
    }`;
    const answer = await this.server.api(address, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${address}: ${text}`);
    const value = JSON.parse(text);
    this.expected.push(typeof entry === "string" ? entry : entry(value));
    return value;
  }

  async reads(path: string): Promise<Answer> {
    return await (await this.server.api(`/api${path}`)).json();
  }
}
