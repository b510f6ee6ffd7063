import type { ComponentChildren } from "preact";
import type { AgentTemplate } from "@/domain/agent_template.ts";
import { Fact, Facts } from "./Facts.tsx";
import { TEMPLATES_TEXT } from "@/components/text/templates_text.ts";

type TemplateCardProps = {
  readonly template: AgentTemplate;
  /** It comes with the program, and a person changed it. */
  readonly isChanged: boolean;
  /** What can be done with it. */
  readonly children?: ComponentChildren;
};

/** A kind of agent, in a list of them. */
export function TemplateCard(
  { template, isChanged, children }: TemplateCardProps,
) {
  const { config } = template;
  return (
    <li class="card template">
      <div class="title-row">
        <h2>{template.name}</h2>
        <span class="tag">
          {!template.built_in ? "yours" : isChanged ? "changed" : "ready-made"}
        </span>
        <code class="meta">{template.id}</code>
        {children}
      </div>
      <p>{template.summary}</p>
      <Facts>
        <Fact name="Role">{config.role}</Fact>
        <Fact name="Model">
          <code>{config.model}</code>
        </Fact>
        <Fact name="Permissions">
          <code>{config.permission_mode}</code>
        </Fact>
        {config.capabilities && config.capabilities.length > 0 && (
          <Fact name="Can">{config.capabilities.join(", ")}</Fact>
        )}
      </Facts>
      {config.instructions && (
        <details class="fold">
          <summary>{TEMPLATES_TEXT.instructions}</summary>
          <div class="prose-text">{config.instructions}</div>
        </details>
      )}
      {config.allowed_tools.length > 0 && (
        <details class="fold">
          <summary>{TEMPLATES_TEXT.toolsThatNeedNoPermission}</summary>
          <ul class="mono">
            {config.allowed_tools.map((tool) => <li key={tool}>{tool}</li>)}
          </ul>
        </details>
      )}
    </li>
  );
}
