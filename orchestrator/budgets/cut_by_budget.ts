import { type Failure, failure } from "@/domain/failure.ts";

/** Why a step of a hand-off ended whose process had spent what it may: it is put again. */
export function cutByBudget(): Failure {
  return failure("interrupted", "The budget of the agent was used up");
}
