import { strict as assert } from "node:assert";
import { Problem, PROBLEMS } from "@/api/problem.ts";

/** The problem in an answer, after a look that it is whole and agrees with its head. */
export async function problemOf(answer: Response): Promise<Problem> {
  const type = answer.headers.get("content-type");
  assert.equal(type, "application/problem+json", `status ${answer.status}`);
  const problem = Problem.parse(await answer.json());
  const known: Record<string, readonly [number, string]> = PROBLEMS;
  assert.deepEqual([problem.status, problem.title], known[problem.code]);
  assert.equal(problem.status, answer.status);
  assert.equal(problem.type, `urn:vamp:problem:${problem.code}`);
  assert.ok(problem.detail);
  assert.equal(problem.request_id, answer.headers.get("x-request-id"));
  return problem;
}

/** Status and code of a problem, as one text: `404 task_not_found`. */
export async function problemLine(answer: Response): Promise<string> {
  const { status, code } = await problemOf(answer);
  return `${status} ${code}`;
}
