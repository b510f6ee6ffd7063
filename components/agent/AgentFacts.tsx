import type { Agent } from "@/domain/agent.ts";
import { processId } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { CopyId } from "../CopyId.tsx";
import { Fact, Facts } from "../Facts.tsx";
import { formatCount } from "../format.ts";
import { Moment } from "../Moment.tsx";
import { Money } from "../Money.tsx";
import { SessionLink } from "../SessionLink.tsx";
import { AGENT_TEXT } from "../text/agent_text.ts";
import { CONTEXT_TEXT } from "../text/context_text.ts";
import { Tokens } from "../Tokens.tsx";
import { ContextMeter } from "./ContextMeter.tsx";

type AgentFactsProps = {
  readonly agent: Agent;
  readonly fleet: Fleet;
  /** Tasks that wait for it behind the one it works on. */
  readonly waiting: number;
};

/** Who an agent is, where it works, and what it has used. */
export function AgentFacts({ agent, fleet, waiting }: AgentFactsProps) {
  const { facts } = AGENT_TEXT;
  const { capabilities = [] } = agent.config;
  const { context } = agent.claude_session;
  return (
    <Facts>
      {agent.session_id && (
        <Fact name={facts.session}>
          <SessionLink id={agent.session_id} fleet={fleet} />
        </Fact>
      )}
      <Fact name={facts.role}>{agent.role}</Fact>
      <Fact name={facts.model}>
        <code>{agent.model}</code>
      </Fact>
      <Fact name={facts.permissions}>
        <code>{agent.config.permission_mode}</code>
      </Fact>
      {capabilities.length > 0 && (
        <Fact name={facts.can}>{capabilities.join(", ")}</Fact>
      )}
      <Fact name={facts.tokens}>
        <Tokens usage={agent.usage} />
      </Fact>
      {context && (
        <Fact name={CONTEXT_TEXT.name}>
          <ContextMeter use={context} />
        </Fact>
      )}
      <Fact name={facts.turns}>
        <span class="num">{agent.turns}</span>
      </Fact>
      <Fact name={facts.cost}>
        <Money usd={agent.usage.cost_usd} />
      </Fact>
      <Fact name={facts.tasks}>
        {AGENT_TEXT.tasks(
          formatCount(agent.tasks_completed),
          formatCount(agent.tasks_failed),
          formatCount(waiting),
        )}
      </Fact>
      <Fact name={facts.process}>
        <span class="num">
          {processId(agent.state) ?? AGENT_TEXT.noProcess}
        </span>
      </Fact>
      <Fact name={facts.claudeSession}>
        <CopyId id={agent.claude_session.id} />
      </Fact>
      <Fact name={facts.folder}>
        <code class="path">{agent.working_directory}</code>
      </Fact>
      {agent.crashes.length > 0 && (
        <Fact name={facts.crashes}>
          <Moment at={agent.crashes.at(-1)!} />
        </Fact>
      )}
    </Facts>
  );
}
