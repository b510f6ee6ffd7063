import { apiScenarios } from "./api_scenarios.ts";
import { processScenarios } from "./process_scenarios.ts";
import type { Scenario } from "./scenario.ts";
import { turnScenarios } from "./turn_scenarios.ts";

/** Every way to end that is recorded; their names are all different. */
export function allScenarios(): readonly Scenario[] {
  return [...apiScenarios(), ...turnScenarios(), ...processScenarios()];
}
