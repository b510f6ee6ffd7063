import { PALETTE_TEXT as TEXT } from "../text/palette_text.ts";
import type { Known, KnownAgent } from "./known.ts";
import { PAGES, SUB_PAGES } from "./pages.ts";

/** One request of the API, what to say when it is done, and how to take it back. */
export type PaletteCall = {
  readonly method: "POST" | "DELETE";
  /** Below `/api/`. */
  readonly path: string;
  readonly body?: unknown;
  readonly told: string;
  readonly undo?: Omit<PaletteCall, "undo"> & { readonly label: string };
};

/** What choosing a line does. */
export type PaletteRun =
  | { readonly kind: "go"; readonly href: string }
  | { readonly kind: "call"; readonly call: PaletteCall }
  | {
    readonly kind: "theme";
    readonly theme: keyof typeof TEXT.colours;
  }
  | { readonly kind: "keys" | "sign_out" };

/** One line of the palette: a place to go to, or something to do. */
export type PaletteCommand = {
  readonly id: string;
  readonly name: string;
  /** What it is, or how it stands. */
  readonly note: string;
  readonly run: PaletteRun;
};

/** Lines that the palette shows at once. */
const SHOWN = 12;

/** What the palette offers for what was typed, the best first. Pure. */
export function commandsFor(
  known: Known,
  typed: string,
): readonly PaletteCommand[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name, note }: PaletteCommand) => {
    const text = `${name} ${note}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const begins = ({ name }: PaletteCommand) =>
    name.toLowerCase().startsWith(words[0] ?? "") ? 0 : 1;
  const found = [
    ...actions(known),
    ...pages(),
    ...agents(known),
    ...tasks(known),
    ...sessions(known),
    // Too many to be looked through: they come with what is typed.
    ...(words.length > 0 ? [...steering(known), ...retries(known)] : []),
  ].filter(fits)
    .map((command, place) => ({ command, place }))
    .sort((a, b) => begins(a.command) - begins(b.command) || a.place - b.place)
    .slice(0, SHOWN).map(({ command }) => command);
  return words.length === 0 ? found : [...found, inHistory(typed.trim())];
}

function actions(known: Known): PaletteCommand[] {
  const { isPaused, isLimited, waiting } = known;
  return [
    go("new-task", TEXT.newTask, TEXT.action, "/tasks?new"),
    go("new-agent", TEXT.newAgent, TEXT.action, "/?new=agent"),
    go(
      "next",
      TEXT.nextRequest,
      waiting > 0 ? TEXT.waiting(waiting) : TEXT.action,
      "/inbox",
    ),
    isPaused
      ? call("queue", TEXT.resumeQueue, RESUME)
      : call("queue", TEXT.pauseQueue, {
        ...PAUSE,
        undo: { ...RESUME, label: TEXT.goOn },
      }),
    ...(isLimited
      ? [call("limits", TEXT.tryLimits, {
        method: "POST",
        path: "limits/open",
        told: TEXT.limitsTried,
      })]
      : []),
    go("message", TEXT.newMessage, TEXT.action, "/messages?write"),
    go("backup", TEXT.makeBackup, TEXT.action, "/settings/backups"),
    ...(["system", "light", "dark"] as const).map((theme) => ({
      id: theme,
      name: TEXT.colours[theme],
      note: TEXT.action,
      run: { kind: "theme", theme } as const,
    })),
    { id: "keys", name: TEXT.keys, note: TEXT.action, run: { kind: "keys" } },
    {
      id: "sign-out",
      name: TEXT.signOut,
      note: TEXT.action,
      run: { kind: "sign_out" },
    },
  ];
}

const PAUSE = {
  method: "POST",
  path: "queue/pause",
  body: { reason: TEXT.pauseReason },
  told: TEXT.queuePaused,
} as const;
const RESUME = {
  method: "POST",
  path: "queue/resume",
  told: TEXT.queueResumed,
} as const;

function pages(): PaletteCommand[] {
  return [...PAGES, ...SUB_PAGES]
    .map(({ name, href }) => go(href, name, TEXT.page, href));
}

function agents(known: Known): PaletteCommand[] {
  return known.agents.map(({ id, name, word }) =>
    go(id, name, TEXT.agent(word), `/agents/${id}`)
  );
}

function tasks(known: Known): PaletteCommand[] {
  return known.tasks.map(({ id, title, word }) =>
    go(id, title, TEXT.task(word), `/tasks/${id}`)
  );
}

function sessions(known: Known): PaletteCommand[] {
  return known.sessions.map(({ id, name }) =>
    go(id, name, TEXT.session, `/sessions/${id}`)
  );
}

function steering(known: Known): PaletteCommand[] {
  return known.agents.filter((agent) => !agent.isEnded).flatMap(steeringOf);
}

function steeringOf({ id, name, isBusy, isHeld }: KnownAgent) {
  const post = (what: string, told: string, body?: unknown) =>
    ({ method: "POST", path: `agents/${id}/${what}`, told, body }) as const;
  const resume = post("resume", TEXT.resumed(name));
  const pause = post("pause", TEXT.paused(name), { reason: TEXT.pauseReason });
  return [
    go(`write-${id}`, TEXT.write(name), TEXT.action, `/messages?write=${id}`),
    isHeld
      ? call(`resume-${id}`, TEXT.resume(name), resume)
      : call(`pause-${id}`, TEXT.pause(name), {
        ...pause,
        undo: { ...resume, label: TEXT.goOn },
      }),
    ...(isBusy
      ? [call(
        `interrupt-${id}`,
        TEXT.interrupt(name),
        post("interrupt", TEXT.interrupted(name)),
      )]
      : []),
    call(
      `restart-${id}`,
      TEXT.restart(name),
      post("restart", TEXT.restarted(name)),
    ),
  ];
}

function retries(known: Known): PaletteCommand[] {
  return known.tasks.filter(({ canRetry }) => canRetry)
    .map(({ id, title }) =>
      call(`retry-${id}`, TEXT.retry(title), {
        method: "POST",
        path: `tasks/${id}/retry`,
        told: TEXT.retried(title),
      })
    );
}

function inHistory(typed: string): PaletteCommand {
  return go(
    "history-search",
    TEXT.searchFor(typed),
    TEXT.page,
    `/history?${new URLSearchParams({ q: typed })}`,
  );
}

function go(id: string, name: string, note: string, href: string) {
  return { id, name, note, run: { kind: "go", href } } as const;
}

function call(id: string, name: string, call: PaletteCall): PaletteCommand {
  return { id, name, note: TEXT.action, run: { kind: "call", call } };
}
