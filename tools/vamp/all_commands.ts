import type { Command } from "./command.ts";
import { agents } from "./commands/agents.ts";
import { approve } from "./commands/approve.ts";
import { backup } from "./commands/backup.ts";
import { completion } from "./commands/completion.ts";
import { doctor } from "./commands/doctor.ts";
import { events } from "./commands/events.ts";
import { logs } from "./commands/logs.ts";
import { run } from "./commands/run.ts";
import { status } from "./commands/status.ts";
import { tasks } from "./commands/tasks.ts";

/** All that stands behind `vamp`, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  status,
  agents,
  run,
  tasks,
  approve,
  logs,
  events,
  backup,
  doctor,
  completion(() => COMMANDS),
];
