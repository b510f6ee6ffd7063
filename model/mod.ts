/** The scripted model's public seam. */

export {
  type ScriptedModel,
  type ScriptedModelOptions,
  startScriptedModel,
} from "./scripted_model.ts";
export type { RecordedRequest } from "./recorded_requests.ts";
export type { RuleInput, Script, ScriptInput } from "./script_schema.ts";
export { parseScript, parseScriptJson, ScriptError } from "./parse_script.ts";
