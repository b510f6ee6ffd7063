import type { ClaudeStatus } from "@/domain/claude_status.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import { FIRST_RUN_TEXT as TEXT } from "../text/first_run_text.ts";

/** One of the first steps, as it stands. */
export type Step = {
  readonly key: "cli" | "sign_in" | "database" | "demo" | "task";
  readonly state: keyof typeof TEXT.states;
  readonly name: string;
  /** What is so, or what to do. */
  readonly text: string;
  /** To be run in a terminal. */
  readonly command?: string;
};

/** What the server knows of itself. */
export type FirstFacts = {
  readonly claude: ClaudeStatus;
  readonly history: HistoryState;
  readonly database: "embedded" | "postgres";
};

/** The steps of a new installation, each as it stands now. Pure. */
export function firstSteps(facts: FirstFacts): readonly Step[] {
  const { claude } = facts;
  return [
    { key: "cli", name: TEXT.cli, ...cliStep(claude) },
    { key: "sign_in", name: TEXT.signIn, ...signInStep(claude) },
    { key: "database", name: TEXT.database, ...databaseStep(facts) },
    { key: "demo", name: TEXT.demo, ...demoStep(claude) },
    { key: "task", name: TEXT.task, state: "todo", text: TEXT.taskText },
  ];
}

type Standing = Pick<Step, "state" | "text" | "command">;

function cliStep(claude: ClaudeStatus): Standing {
  switch (claude.kind) {
    case "checking":
      return { state: "waiting", text: TEXT.cliChecking };
    case "missing":
      return {
        state: "todo",
        text: TEXT.cliMissing,
        command: TEXT.installCommand,
      };
    case "broken":
      return {
        state: "problem",
        text: TEXT.cliBroken(claude.message),
        command: "claude --version",
      };
    default:
      return {
        state: "done",
        text: TEXT.cliFound(claude.path, claude.version),
      };
  }
}

function signInStep(claude: ClaudeStatus): Standing {
  switch (claude.kind) {
    case "demo":
      return { state: "done", text: TEXT.notNeeded };
    case "ready":
      return {
        state: "done",
        text: claude.source === "" || claude.source === "none"
          ? TEXT.signedInNowhere
          : TEXT.signedIn(claude.source),
      };
    case "signed_out":
      return { state: "todo", text: TEXT.signedOut, command: claude.path };
    default:
      return { state: "waiting", text: TEXT.signInAfter };
  }
}

function databaseStep({ history, database }: FirstFacts): Standing {
  switch (history.kind) {
    case "opening":
      return { state: "waiting", text: TEXT.databaseOpening };
    case "away":
      return { state: "problem", text: TEXT.databaseAway(history.reason) };
    default:
      return { state: "done", text: TEXT.databases[database] };
  }
}

function demoStep(claude: ClaudeStatus): Standing {
  return claude.kind === "demo"
    ? { state: "done", text: TEXT.demoIsThis }
    : { state: "optional", text: TEXT.demoText, command: TEXT.demoCommand };
}
