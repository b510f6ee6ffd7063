import type { AgentTemplate } from "./agent_template.ts";
import { ownRecord } from "./own_record.ts";

type Saved = Readonly<Record<string, AgentTemplate>>;

/**
 * All templates: those that come with the program, in their order and as a
 * person changed them, then a person's own by name. Pure.
 */
export function overlaid(
  ready: readonly AgentTemplate[],
  saved: Saved,
): readonly AgentTemplate[] {
  const isReady = new Set(ready.map(({ id }) => id));
  return [
    ...ready.map((template) => ownRecord(saved, template.id) ?? template),
    ...Object.values(saved).filter(({ id }) => !isReady.has(id))
      .sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  ];
}
