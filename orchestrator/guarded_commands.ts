import type { Decision } from "@/domain/approval.ts";
import type { NewRule } from "@/domain/approval_rule.ts";
import type { AgentId, ApprovalId, RuleId } from "@/domain/ids.ts";
import type { Commands } from "@/domain/platform.ts";
import type { NewTask } from "@/domain/task.ts";
import type { AgentCommandDeps, agentCommands } from "./agent_commands.ts";
import { agentControl } from "./agent_control.ts";
import { bootCommands } from "./boot/boot_commands.ts";
import { budgetCommands } from "./budgets/budget_commands.ts";
import type { CommandGuard } from "./command_guard.ts";
import { limitCommands } from "./limits/limit_commands.ts";
import type { Desks } from "./open_desks.ts";
import { type Addressee, createTask } from "./queue/create_task.ts";
import { taskCommands } from "./queue/task_commands.ts";
import { incidentCommands } from "./recovery/incident_commands.ts";
import { sessionCommands } from "./session_commands.ts";
import { templateCommands } from "./template_commands.ts";

/** Who decides by a command; there is one person so far. */
const PERSON = { kind: "person" } as const;

/**
 * Every command of the platform, behind the guard. This table says which of
 * them begin something, and so need room on the disk.
 */
export function guardedCommands(
  guard: CommandGuard,
  agents: ReturnType<typeof agentCommands>,
  { approvals, mail, limits }: Desks,
  deps: AgentCommandDeps,
): Commands {
  const control = agentControl(deps);
  const tasks = taskCommands(deps);
  const sessions = sessionCommands(deps);
  const templates = templateCommands(deps);
  const incidents = incidentCommands(deps);
  const budgets = budgetCommands({ ...deps, ...control, ...tasks });
  const gate = limitCommands(deps.writer, limits);
  const boot = bootCommands(deps.writer);

  return {
    createAgent: guard.guardedStart(agents.createAgent),
    whenStarted: agents.whenStarted,
    terminateAgent: guard.guarded((id: AgentId) => agents.terminateAgent(id)),
    interruptAgent: guard.guarded(agents.interruptAgent),
    pauseAgent: guard.guarded(control.pauseAgent),
    resumeAgent: guard.guarded(control.resumeAgent),
    restartAgent: guard.guardedStart(control.restartAgent),
    changeAgent: guard.guarded(control.changeAgent),

    assignTask: guard.guardedStart((agentId: AgentId, task: NewTask) =>
      createTask(deps, task, { agentId })
    ),
    createTask: guard.guardedStart((task: NewTask, to: Addressee) =>
      createTask(deps, task, to)
    ),
    changeTask: guard.guarded(tasks.changeTask),
    cancelTask: guard.guarded(tasks.cancelTask),
    retryTask: guard.guardedStart(tasks.retryTask),
    reassignTask: guard.guarded(tasks.reassignTask),
    pauseQueue: guard.guarded(tasks.pauseQueue),
    resumeQueue: guard.guarded(tasks.resumeQueue),

    openLimits: guard.guarded(gate.openLimits),
    enableLimits: guard.guarded(gate.enableLimits),
    setBudget: guard.guarded(budgets.setBudget),
    endBudgeted: guard.guarded(budgets.endBudgeted),
    enableBudgets: guard.guarded(budgets.enableBudgets),

    createTemplate: guard.guarded(templates.createTemplate),
    changeTemplate: guard.guarded(templates.changeTemplate),
    removeTemplate: guard.guarded(templates.removeTemplate),

    decideApproval: guard.guarded((id: ApprovalId, decision: Decision) =>
      approvals.decide(id, decision, PERSON)
    ),
    createRule: guard.guarded((rule: NewRule) =>
      approvals.rules.create(rule, PERSON)
    ),
    removeRule: guard.guarded((id: RuleId) =>
      approvals.rules.remove(id, PERSON)
    ),
    sendMessage: guard.guarded((to: AgentId, text: string, urgent: boolean) =>
      mail.fromPerson(to, text, urgent)
    ),

    acknowledgeIncident: guard.guarded(incidents.acknowledgeIncident),
    closeIncident: guard.guarded(incidents.closeIncident),
    dismissBootReport: guard.guarded(boot.dismissBootReport),

    createSession: guard.guarded(sessions.createSession),
    renameSession: guard.guarded(sessions.renameSession),
    archiveSession: guard.guarded(sessions.archiveSession),
    restoreSession: guard.guarded(sessions.restoreSession),
  };
}
