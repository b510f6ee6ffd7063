import { AgentStanding } from "../AgentStanding.tsx";
import { AgentTable } from "../AgentTable.tsx";
import { CheckField } from "../CheckField.tsx";
import { HandoffSection } from "../handoff/HandoffSection.tsx";
import { StepLine } from "../handoff/StepLine.tsx";
import { MessageList } from "../messages/MessageList.tsx";
import { TaskFacts } from "../task/TaskFacts.tsx";
import { TaskStanding } from "../task/TaskStanding.tsx";
import { TaskTable } from "../TaskTable.tsx";
import { TemplateCard } from "../TemplateCard.tsx";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { partsOf } from "@/domain/task_tree.ts";
import { GallerySection } from "./GallerySection.tsx";
import { HANDED_OFF, sampleCrew, sampleHandoff } from "./sample_crew.ts";
import { CRASH, SAMPLE_NOW, sampleId, sampleTime } from "./sample_fleet.ts";

/** What managers and workers bring: their states, hand-offs, messages, templates. */
export function CrewSamples() {
  const crew = sampleCrew();
  const shown = { fleet: crew, now: SAMPLE_NOW };
  const agents = [20, 21, 22, 23].map((n) => crew.agents[sampleId(n)]!);
  const tasks = [201, 202, 203, 204, 205, 206, 207, 208]
    .map((n) => crew.tasks[sampleId(n)]!);
  const handoff = sampleHandoff();
  const [template] = READY_TEMPLATES;
  return (
    <>
      <GallerySection title="AgentTable, AgentStanding: managers and workers">
        <div class="form">
          <AgentTable caption="Sample crew" groups={[{ agents }]} {...shown} />
          {agents.map((agent) => (
            <AgentStanding key={agent.id} agent={agent} {...shown} />
          ))}
        </div>
      </GallerySection>
      <GallerySection title="TaskTable, TaskStanding, TaskFacts: every state of a task">
        <div class="form">
          <TaskTable caption="Sample queue" tasks={tasks} {...shown} />
          {tasks.map((task) => (
            <TaskStanding key={task.id} task={task} {...shown} />
          ))}
          <TaskFacts task={crew.tasks[HANDED_OFF]!} {...shown} />
        </div>
      </GallerySection>
      <GallerySection title="StepLine">
        <div class="form">
          <StepLine
            handoff={{
              ...handoff,
              state: {
                status: "failed",
                since: sampleTime(1),
                step: "selecting",
                failure: CRASH,
              },
            }}
          />
          <StepLine
            handoff={{
              ...handoff,
              state: { status: "completed", since: sampleTime(1) },
            }}
          />
        </div>
      </GallerySection>
      <HandoffSection
        handoff={handoff}
        parts={partsOf(crew.tasks, HANDED_OFF)}
        fleet={crew}
      />
      <GallerySection title="MessageList">
        <MessageList
          messages={Object.values(crew.messages)}
          withTask
          {...shown}
        />
      </GallerySection>
      <GallerySection title="TemplateCard, CheckField">
        <ul class="templates">
          {template && (
            <>
              <TemplateCard template={template} isChanged={false}>
                <button type="button" class="button">Edit</button>
              </TemplateCard>
              <TemplateCard template={template} isChanged />
              <TemplateCard
                template={{ ...template, built_in: false }}
                isChanged={false}
              />
            </>
          )}
        </ul>
        <CheckField
          id="sample-check"
          name="sample"
          label="Hand it off"
          checked
        />
      </GallerySection>
    </>
  );
}
