// Long, because it is a table: one row for every fault that is tried.
/** A fault, what must hold through it, and the tests that show that it does. */
export type FaultRow = {
  readonly id: `F${number}`;
  /** What happens. */
  readonly fault: string;
  /** What is true all the same. */
  readonly holds: string;
  readonly shownBy: readonly ShownBy[];
};

/** Tests of one file whose names have a text in them, as the file writes it. */
export type ShownBy = { readonly file: string; readonly has: string };

const by = (file: string, has: string): ShownBy => ({
  file: `tests/${file}_test.ts`,
  has,
});

/** Every fault that is tried, in the order of its number. */
export const FAULTS: readonly FaultRow[] = [
  {
    id: "F1",
    fault: "The server is killed at a random moment",
    holds: "what was acknowledged is stored, whole, and tasks end once",
    shownBy: [
      by("crash/crash", "nothing acknowledged is lost by kills at any moment"),
      by("crash/queue_kills", "every task ends once"),
    ],
  },
  {
    id: "F2",
    fault: "The server is killed while agents are in the middle of a tool",
    holds: "no process is left within 2 s; agents go on in their sessions",
    shownBy: [
      by("crash/process_kills", "in the middle of a tool is left"),
      by("integration/orchestrator/restart", "in the old session"),
    ],
  },
  {
    id: "F3",
    fault: "An agent's processes stand still for longer than its lease",
    holds: "its task is done by another; its late result is refused",
    shownBy: [
      by(
        "integration/orchestrator/lease",
        "a worker frozen beyond its lease loses its task",
      ),
    ],
  },
  {
    id: "F4",
    fault: "The server is lost between any two events of a task or a hand-off",
    holds: "it comes to the same end, with no result twice",
    shownBy: [
      by(
        "unit/orchestrator/handoff/kill",
        "a server lost after any event of a hand-off goes on to the same end",
      ),
      by("unit/orchestrator/reconcile", "the attempt that was running ends"),
      by(
        "unit/orchestrator/reconcile",
        "a result that was submitted before the server went down",
      ),
    ],
  },
  {
    id: "F5",
    fault: "A client sends one request again and again, answers are lost",
    holds: "it is acted on once, and the answer is the same",
    shownBy: [
      by("faults/network", "a task whose answer is lost five times"),
      by("unit/api/idempotency", "the same request with the same key"),
    ],
  },
  {
    id: "F6",
    fault: "A tool ignores signals, leaves its session and forks twice",
    holds: "nothing of it is left within 10 s",
    shownBy: [
      by("faults/processes", "a tool that ignores signals"),
      by("integration/wrapper/stopping", "stop reaches KILL within 10 seconds"),
    ],
  },
  {
    id: "F7",
    fault: "Processes of an earlier life are there when the server starts",
    holds: "its own are ended, those of others are left alone",
    shownBy: [
      by(
        "integration/wrapper/stopping",
        "ends what a dead instance left behind, and leaves others alone",
      ),
      by("unit/wrapper/process_table", "a stranger under that id is not"),
    ],
  },
  {
    id: "F9",
    fault: "A stop is asked for under load, and again",
    holds: "at most 30 s, then 2 s; nothing durable is lost, no process left",
    shownBy: [
      by("integration/server/graceful_stop", "a second signal ends it in 2 s"),
      by("integration/server/start_and_stop", "Ctrl-C ends the server"),
    ],
  },
  {
    id: "F10",
    fault: "An agent's process is lost whenever it starts",
    holds: "after the sixth time within 10 minutes it has failed",
    shownBy: [
      by(
        "integration/orchestrator/failures",
        "an agent whose process is lost again and again has failed",
      ),
      by("unit/orchestrator/restart_policy", "the sixth is the last"),
    ],
  },
  {
    id: "F11",
    fault: "The CLI is missing, no program, or ends at once",
    holds: "the server runs, says what is wrong, and refuses agents",
    shownBy: [
      by("integration/wrapper/start_failures", "start says claude_not_found"),
      by("integration/server/start_and_stop", "with a program that is no"),
      by("integration/server/start_and_stop", "without a signed-in Claude"),
    ],
  },
  {
    id: "F12",
    fault: "A CLI dies of a signal in the middle of a tool",
    holds: "it goes on in its session, with one attempt more",
    shownBy: [by("faults/processes", "an agent that dies of ${signal}")],
  },
  {
    id: "F13",
    fault: "Many agents crash in one moment",
    holds: "all start again, and their tasks are done",
    shownBy: [
      by("faults/processes", "agents that crash in one moment"),
      by("unit/orchestrator/restart_policy", "the pause before a restart"),
    ],
  },
  {
    id: "F14",
    fault: "A task fails again and again",
    holds: "three attempts with pauses that grow, then it has failed",
    shownBy: [
      by("unit/orchestrator/queue/end_of_attempt", "given up after the last"),
      by("unit/orchestrator/queue/retry_policy", "a task has three attempts"),
      by("unit/orchestrator/queue/task_commands", "a failed task is tried"),
    ],
  },
  {
    id: "F15",
    fault: "An agent falls silent in the middle of an answer",
    holds: "it is replaced, and works on in its session",
    shownBy: [
      by("integration/orchestrator/lease", "a worker that stays silent"),
      by("faults/stalls", "an API that stalls after the beginning"),
    ],
  },
  {
    id: "F16",
    fault: "A turn never ends",
    holds: "its task fails at its limit, and the agent can be used",
    shownBy: [
      by("integration/orchestrator/failures", "takes longer than its agent"),
      by("faults/stalls", "a tool that reads for ever"),
    ],
  },
  {
    id: "F17",
    fault: "The API refuses the sign-in",
    holds: "the first refusal stops the work, and it waits for a person",
    shownBy: [
      by("integration/orchestrator/limits", "the first refusal of the sign-in"),
    ],
  },
  {
    id: "F18",
    fault: "All agents meet one rate limit or overload",
    holds: "one gate closes once, and afterwards all tasks are done",
    shownBy: [
      by("integration/orchestrator/limits", "closes the gate once"),
      by("unit/orchestrator/limits/closing", "ten agents that meet the same"),
    ],
  },
  {
    id: "F19",
    fault: "The account's usage limit is reached, also across a restart",
    holds: "nothing begins before its time, no attempt is lost",
    shownBy: [
      by("integration/orchestrator/limits", "a usage limit lets nothing begin"),
      by("integration/server/limits_kill", "while a usage limit is met"),
    ],
  },
  {
    id: "F20",
    fault: "The API is overloaded for longer",
    holds: "the pauses grow, and tasks are neither failed nor lost",
    shownBy: [
      by("unit/orchestrator/limits/closing", "the pause doubles"),
      by("integration/orchestrator/limits", "within two minutes after it all"),
    ],
  },
  {
    id: "F21",
    fault: "Connections to the API are reset, before or in an answer",
    holds: "the task is done, in the same session",
    shownBy: [by("faults/network", "a task is done in its session, though")],
  },
  {
    id: "F22",
    fault: "The API refuses a request for good",
    holds: "the task fails with what was wrong, and the agent goes on",
    shownBy: [
      by("integration/orchestrator/failures", "when the API answers ${status}"),
    ],
  },
  {
    id: "F23",
    fault: "Streams are cut at any byte, also by kills of the server",
    holds: "clients have the log without a gap or a double",
    shownBy: [
      by("crash/stream_drops", "clients have the log without a gap"),
      by("integration/api/event_stream", "drops at any byte"),
    ],
  },
  {
    id: "F24",
    fault: "A client resumes after an event that nobody knows",
    holds: "it is refused, or told to begin anew; never a silent gap",
    shownBy: [
      by("unit/api/events/event_routes", "an id that is no number is refused"),
      by("unit/api/events/sse_resume", "an id that the log has not reached"),
      by("unit/api/events/sse_resume", "an id whose successors the log has"),
    ],
  },
  {
    id: "F25",
    fault: "Much happens while a client is brought up to date",
    holds: "each event comes once and in order",
    shownBy: [
      by("unit/api/events/sse_resume", "what is committed while a replay runs"),
      by("integration/api/socket_resume", "in any moment of a replay"),
    ],
  },
  {
    id: "F26",
    fault: "50 clients ask for a stream and never read",
    holds: "they are cut; memory stays, others are as quick as before",
    shownBy: [by("crash/slow_readers", "that never read")],
  },
  {
    id: "F27",
    fault: "A client reads too slowly, or is gone without a word",
    holds: "it is cut within 45 s and leaves nothing; nobody waits for it",
    shownBy: [
      by("crash/slow_readers", "F27: clients that read a KiB a second"),
      by("crash/slow_readers", "F27: sockets whose clients are gone without"),
      by("unit/api/events/reader_pace", "who takes a little of what comes"),
      by("unit/api/events/sse_hub", "does not take in time what it is sent"),
      by("integration/api/socket", "a client that does not read is closed"),
    ],
  },
  {
    id: "F28",
    fault: "Agents work without end",
    holds: "memory and descriptors stay as they are, no zombie stays",
    shownBy: [by("faults/soak", "a short soak")],
  },
  {
    id: "F29",
    fault: "The server's event loop stands still for half a second",
    holds: "it is measured, and no lease is lost",
    shownBy: [by("faults/time", "an event loop that stands still")],
  },
  {
    id: "F30",
    fault: "An agent prints without end",
    holds: "each line is bounded, the producer waits, nobody else does",
    shownBy: [
      by("faults/storm", "an agent that prints lines without end"),
      by("integration/wrapper/broken_program", "costs its own line only"),
      by("unit/wrapper/event_queue", "makes the producer wait"),
    ],
  },
  {
    id: "F31",
    fault: "Postgres is stopped for a while",
    holds: "the server works on, and the history is complete afterwards",
    shownBy: [
      by("integration/server/history_on_postgres", "also when that is away"),
      by("integration/history/trouble", "its server was stopped for a while"),
      by("integration/history/long_absence", "while the database is away"),
    ],
  },
  {
    id: "F32",
    fault: "Postgres is killed in the middle of a batch",
    holds: "the history has each row once",
    shownBy: [
      by("integration/history/trouble", "its server was killed amid a batch"),
    ],
  },
  {
    id: "F37",
    fault: "Another program has the live store locked",
    holds: "commits wait and none is lost; agents' output is read on",
    shownBy: [by("faults/pipes", "a live store that another program has")],
  },
  {
    id: "F38",
    fault: "The disk of the data folder is full",
    holds: "new work is refused, agents wait, all goes on when there is room",
    shownBy: [by("integration/server/full_disk", "a full disk refuses")],
  },
  {
    id: "F40",
    fault: "The clock jumps by hours or a year, either way, or runs badly",
    holds: "nothing ends early or waits longer, the log has no gap",
    shownBy: [
      by("faults/time", "a clock that jumps by hours"),
      by("unit/orchestrator/boot/wake_watch", "a clock that runs badly"),
      by("unit/orchestrator/limits/asleep", "a pause is no longer than it was"),
      by(
        "unit/orchestrator/queue/choose_pairs",
        "the clock was set back since",
      ),
      by("unit/orchestrator/handoff/coordinator", "took no less than no time"),
    ],
  },
  {
    id: "F41",
    fault: "A second server is started on the data folder",
    holds: "it is refused and told who has it; a dead holder keeps nobody out",
    shownBy: [
      by("integration/server/start_and_stop", "a second server on the same"),
      by("unit/host/data_lock", "once it was killed the folder is free"),
    ],
  },
  {
    id: "F42",
    fault: "A request for permission: nobody answers, two do, or a restart",
    holds: "it is answered once, and never forgotten",
    shownBy: [
      by("integration/orchestrator/approvals", "answered twice: the second"),
      by("integration/orchestrator/approvals", "nobody answers: it is denied"),
      by("integration/orchestrator/approvals", "a request outlives a restart"),
    ],
  },
  {
    id: "F43",
    fault: "An agent goes round in circles, or spends without end",
    holds: "it stands still and asks a person",
    shownBy: [
      by("integration/orchestrator/loops", "stands still and asks"),
      by("integration/orchestrator/budgets", "whose budget is used up"),
    ],
  },
  {
    id: "F44",
    fault: "A backup is restored; it is cut off, altered, or the key is wrong",
    holds: "every row and record comes back, or nothing is touched",
    shownBy: [
      by("integration/backup/drill", "is restored to ${to} with every row"),
      by("integration/backup/restore", "a damaged file is refused before"),
      by("unit/backup/format", "an encrypted stream needs its own secret"),
    ],
  },
  {
    id: "F45",
    fault: "A CLI prints half lines, other bytes, or 64 MiB in one",
    holds: "it costs its own line only",
    shownBy: [
      by("integration/wrapper/broken_program", "costs its own line only"),
      by("unit/wrapper/line_splitter", "never throws and loses no line"),
      by("unit/wrapper/line_splitter", "when it is too long"),
    ],
  },
  {
    id: "F46",
    fault: "A CLI sends frames that nobody knows",
    holds: "they are kept whole, and nothing throws",
    shownBy: [
      by("unit/wrapper/decoder", "keeps a frame that nobody knows"),
      by("unit/wrapper/decoder", "with another shape, and never throws"),
    ],
  },
  {
    id: "F47",
    fault: "A CLI does not read, or its input is broken",
    holds: "who writes is refused in time, memory stays",
    shownBy: [
      by("faults/pipes", "a message to a CLI that does not read"),
      by("unit/wrapper/stdin_writer", "says write_failed"),
    ],
  },
  {
    id: "F49",
    fault: "The port is taken, or the system's own",
    holds: "the start ends in time with one line that says whose it is",
    shownBy: [
      by("integration/server/start_and_stop", "a port that another program"),
      by("integration/server/start_and_stop", "a port that the system keeps"),
    ],
  },
  {
    id: "F50",
    fault: "The server has no descriptor left",
    holds: "new agents are refused in words, others work on, it answers again",
    shownBy: [
      by("faults/descriptors", "a server without a descriptor left"),
      by("integration/host/keep_listening", "without free descriptors"),
    ],
  },
  {
    id: "F51",
    fault: "An agent takes more memory than it may, or the host has none left",
    holds: "it is held to its limit; idle agents stop first, none starts",
    shownBy: [
      by("integration/orchestrator/memory_limit", "takes more memory than the"),
      by("integration/orchestrator/recovery", "without memory idle agents"),
    ],
  },
  {
    id: "F54",
    fault: "The CLI's own record of a session is gone, empty or cut",
    holds: "the agent works on, and its history is there",
    shownBy: [
      by("faults/places", "an agent whose record of its session"),
      by("integration/wrapper/start_failures", "start says session_not_found"),
    ],
  },
  {
    id: "F55",
    fault: "An agent's working folder is gone",
    holds: "it has failed in plain words, and is not started again",
    shownBy: [
      by("faults/places", "an agent whose working folder is gone"),
      by("integration/wrapper/start_failures", "the working folder is missing"),
    ],
  },
  {
    id: "F56",
    fault: "A random mix of these",
    holds: "all of the above, at once",
    shownBy: [by("faults/chaos", "a short chaos")],
  },
];
