import type { BackupService } from "@/domain/backup_state.ts";
import type { TellAct } from "@/domain/person_act.ts";
import { toldAct } from "./told_act.ts";

/** The same backups; those that a person has made are told in the log. */
export function toldBackups(
  backups: BackupService,
  tell: TellAct,
): BackupService {
  return {
    get state() {
      return backups.state;
    },
    list: () => backups.list(),
    make: (options) =>
      toldAct(
        tell,
        {
          act: "backup.made",
          target: { type: "backup", id: null },
          detail: { with_agents: options.withAgents },
        },
        () => backups.make(options),
        ({ path, bytes, encrypted }) => ({
          detail: { path, bytes, encrypted },
        }),
      ),
  };
}
