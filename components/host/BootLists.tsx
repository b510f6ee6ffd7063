import type { ComponentChildren } from "preact";
import type { BootReport } from "@/domain/boot_report.ts";
import { BOOT_TEXT as TEXT } from "../text/boot_text.ts";

/** What a start found and made of it, each with the way to it. */
export function BootLists({ report }: { readonly report: BootReport }) {
  const { resumed, reoffered, continued, finished, lost, killed } = report;
  return (
    <ul class="boot-lists">
      <Counted words={TEXT.lists.resumed(resumed.count)} list={resumed}>
        {(agent) => <a href={`/agents/${agent.agent_id}`}>{agent.name}</a>}
      </Counted>
      <Counted words={TEXT.lists.reoffered(reoffered.count)} list={reoffered}>
        {taskLink}
      </Counted>
      <Counted words={TEXT.lists.continued(continued.count)} list={continued}>
        {taskLink}
      </Counted>
      <Counted words={TEXT.lists.finished(finished.count)} list={finished}>
        {taskLink}
      </Counted>
      <Counted words={TEXT.lists.lost(lost.count)} list={lost}>
        {(loss) => (
          <>
            {loss.kind === "task"
              ? taskLink(loss)
              : <a href={`/agents/${loss.agent_id}`}>{loss.name}</a>}
            {` (${loss.reason})`}
          </>
        )}
      </Counted>
      <Counted words={TEXT.lists.killed(killed.count)} list={killed}>
        {({ pid, command, agent_id }) => (
          <>
            {agent_id === null
              ? TEXT.process(pid)
              : <a href={`/agents/${agent_id}`}>{TEXT.process(pid)}</a>}{" "}
            <code>{command}</code>
          </>
        )}
      </Counted>
    </ul>
  );
}

const taskLink = (
  task: { readonly task_id: string; readonly title: string },
) => <a href={`/tasks/${task.task_id}`}>{task.title}</a>;

type CountedProps<T> = {
  readonly words: string;
  readonly list: { readonly count: number; readonly items: readonly T[] };
  readonly children: (item: T) => ComponentChildren;
};

/** One kind of what was found, in a line; nothing when there was none. */
function Counted<T>({ words, list, children }: CountedProps<T>) {
  const { count, items } = list;
  if (count === 0) return null;
  return (
    <li>
      {words}: {items.map((item, n) => (
        <span key={n} class="boot-item">
          {n > 0 && ", "}
          {children(item)}
        </span>
      ))}
      {count > items.length && ` ${TEXT.more(count - items.length)}`}
    </li>
  );
}
