import type { BootKill } from "../domain/boot_report.ts";
import type { HostService } from "../domain/host_port.ts";
import type { AgentId } from "../domain/ids.ts";
import type { Queries } from "../domain/platform.ts";
import { cleanDisk, findCleanable, roomOfDisk } from "../host/disk_care.ts";
import type { ServerLog } from "../host/log.ts";
import { ProcessLedger } from "../host/process_ledger.ts";
import { dataFolderSizes } from "../host/storage_sizes.ts";
import { containmentOf, type HostTools } from "../wrapper/host_tools.ts";
import { ProcessLooks } from "../wrapper/process_looks.ts";
import { processReport } from "../wrapper/process_report.ts";
import type { TaggedProcess } from "../wrapper/process_table.ts";
import { residentMbByAgent } from "../wrapper/resident_memory.ts";
import { endMatching, findTagged, sweepLeftovers } from "../wrapper/sweep.ts";
import { systemTimers } from "../wrapper/timers.ts";

/** Where nothing contains agents, what throws its marks away is looked for so often, in milliseconds. */
const WATCH_EVERY_MS = 2_000;
/** Who measures may share looks that are as old as this, in milliseconds. */
const MEASURED_MS = 1_000;
/** Between TERM and KILL for what outlived its agent, in milliseconds. */
const LAST_TERM_MS = 300;

export type HostCareDeps = {
  /** As `probeHostTools` found them. */
  readonly tools: HostTools;
  readonly dataDir: string;
  readonly instanceId: string;
  /** The life that held the data folder last. */
  readonly previous: string | undefined;
  readonly log: ServerLog;
};

/** Knows every process of ours, and sees to it that none outlives its reason. */
export class HostCare implements AsyncDisposable {
  /** The tools, with one look at the processes for all who need one. */
  readonly tools: HostTools & { readonly looks: ProcessLooks };
  /** Lives of this data folder that are over. */
  readonly #earlier: ReadonlySet<string>;
  readonly #ledger: ProcessLedger;
  #watch: ReturnType<typeof setInterval> | undefined;
  #killed: readonly TaggedProcess[] = [];

  private constructor(
    private readonly deps: HostCareDeps,
    ledger: ProcessLedger,
  ) {
    const { tools, previous, instanceId } = deps;
    const looks = new ProcessLooks(tools.ps, ledger.found.strays);
    this.tools = { ...tools, looks };
    this.#ledger = ledger;
    this.#earlier = new Set(
      [...ledger.found.lives, previous]
        .filter((life) =>
          life !== undefined && life !== instanceId
        ) as string[],
    );
  }

  /** Ends what earlier lives left behind; to be called before the first agent starts. */
  static async open(deps: HostCareDeps): Promise<HostCare> {
    const { dataDir, instanceId, log } = deps;
    const ledger = await ProcessLedger.open(dataDir, instanceId);
    const care = new HostCare(deps, ledger);
    if (care.#earlier.size > 0) {
      care.#killed = await care.#sweepEarlier();
      if (care.#killed.length > 0) {
        log.info("ended processes of an earlier start", {
          count: care.#killed.length,
        });
      }
    }
    await care.#note();
    if (care.containment !== "contained") care.#beginToWatch();
    return care;
  }

  get containment() {
    return containmentOf(this.tools);
  }

  /** What the start ended, for its report. */
  get killed(): readonly BootKill[] {
    return this.#killed.map(({ pid, command, agentId }) => ({
      pid,
      command,
      agent_id: agentId ?? null,
    }));
  }

  /** Ends all processes of this life with KILL, at once. Never rejects. */
  async kill(): Promise<void> {
    try {
      await endMatching(this.tools, this.#isOurs, systemTimers, 0);
    } catch (error) {
      this.deps.log.error("processes were not ended", { error });
    }
  }

  /** What the processes of each agent of this life occupy, in MiB. */
  async residentMb(): Promise<ReadonlyMap<string, number>> {
    const { ours } = await this.tools.looks.recent(MEASURED_MS);
    return residentMbByAgent(ours, this.deps.instanceId);
  }

  /** What a person may ask; `queries` tells which agents have ended. */
  service(
    queries: Pick<Queries, "findAgent" | "storageStatus">,
  ): HostService {
    const { dataDir, instanceId } = this.deps;
    const disk = {
      dataDir,
      isReportOpen: () => queries.storageStatus().store.state === "recovered",
      isOver: (agent: AgentId) => this.#isOver(agent, queries),
    };
    return {
      processes: async () =>
        processReport(await this.tools.looks.look(), {
          at: new Date().toISOString(),
          containment: this.containment,
          current: instanceId,
          earlier: this.#earlier,
        }),
      endLeftovers: async () => {
        const ended = await this.#sweepEarlier();
        await this.#note();
        return ended.length;
      },
      disk: async () => {
        const [room, folders, cleanable] = await Promise.all([
          roomOfDisk(dataDir),
          dataFolderSizes(dataDir),
          findCleanable(disk),
        ]);
        return {
          at: new Date().toISOString(),
          folder: dataDir,
          ...room,
          parts: folders.map(({ isWhole, ...part }) => ({
            ...part,
            is_whole: isWhole,
          })),
          cleanable: cleanable.filter(({ entries }) => entries > 0),
        };
      },
      clean: async (kinds) => {
        const cleaned = await cleanDisk(disk, kinds);
        this.deps.log.info("cleaned up the data folder", { kinds, ...cleaned });
        return cleaned;
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#watch);
    let { ours } = await this.tools.looks.look();
    if (ours.some(this.#isOurs)) {
      await endMatching(this.tools, this.#isOurs, systemTimers, LAST_TERM_MS);
      ({ ours } = await this.tools.looks.look());
    }
    await this.#ledger.close([
      ...new Set(
        ours.filter((each) => this.#isOurs(each) || this.#isEarlier(each))
          .map(({ instanceId }) => instanceId),
      ),
    ]);
  }

  readonly #isOurs = ({ instanceId }: TaggedProcess) =>
    instanceId === this.deps.instanceId;
  readonly #isEarlier = ({ instanceId }: TaggedProcess) =>
    this.#earlier.has(instanceId);

  #sweepEarlier(): Promise<TaggedProcess[]> {
    return sweepLeftovers(this.tools, [...this.#earlier], systemTimers);
  }

  async #isOver(
    id: AgentId,
    queries: Pick<Queries, "findAgent">,
  ): Promise<boolean> {
    const agent = await queries.findAgent(id);
    // One that failed may be started again in its old session.
    if (agent?.state.status !== "terminated") return false;
    const running = await findTagged(this.tools);
    return !running.some(({ agentId }) => agentId === id);
  }

  #beginToWatch(): void {
    this.#watch = setInterval(() => {
      this.#note().catch((error) =>
        this.deps.log.error("processes were not noted", { error })
      );
    }, WATCH_EVERY_MS);
  }

  /** Writes down what the next start has to look for. */
  async #note(): Promise<void> {
    const { ours } = await this.tools.looks.look();
    const left = ours.filter(this.#isEarlier);
    const strays = ours.filter((each) =>
      !each.isMarked && (this.#isOurs(each) || this.#isEarlier(each))
    );
    await this.#ledger.note(
      left.map(({ instanceId }) => instanceId),
      strays.map(({ pid, startedAtMs, instanceId, agentId, launchId }) => ({
        pid,
        startedAtMs,
        instanceId,
        agentId,
        launchId,
      })),
    );
  }
}
