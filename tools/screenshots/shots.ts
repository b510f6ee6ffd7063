import type { Page } from "playwright-core";

/** What the demo has to have come to, before a picture is worth taking. */
export type Moment = "asking" | "at_work" | "talked" | "done";

/** One picture of one page. */
export type Shot = {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly moment: Moment;
  /** The page's address, or what finds it on the server. */
  readonly path: string | ((server: Server) => Promise<string>);
  readonly theme: "light" | "dark";
  readonly size: "wide" | "phone";
  /** What a person does before it is taken. */
  readonly before?: (page: Page) => Promise<void>;
};

/** Reads from the server that is photographed. */
export type Server = {
  readonly read: <T>(path: string) => Promise<T>;
};

/** CSS pixels of each size. */
export const SIZES = {
  wide: { width: 1280, height: 800 },
  phone: { width: 390, height: 780 },
} as const;

/** The pictures of the README and the documents, in the order in which the demo offers them. */
export const SHOTS: readonly Shot[] = [
  shot("fleet", "asking", "/"),
  { ...shot("fleet-dark", "asking", "/"), theme: "dark" },
  { ...shot("fleet-phone", "asking", "/"), size: "phone" },
  shot("inbox", "asking", "/inbox"),
  {
    ...shot("inbox-phone", "asking", "/inbox"),
    size: "phone",
    theme: "dark",
  },
  shot("agent", "at_work", busiestAgent),
  { ...shot("workflow-dark", "at_work", "/canvas"), theme: "dark" },
  shot("tasks", "at_work", "/tasks"),
  shot("messages", "talked", "/messages"),
  shot("handoff", "done", handedOff),
  {
    ...shot("palette-dark", "done", "/"),
    theme: "dark",
    before: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
    },
  },
  shot("settings", "done", "/settings/server"),
];

function shot(name: string, moment: Moment, path: Shot["path"]): Shot {
  return { name, moment, path, theme: "light", size: "wide" };
}

type Listed<T> = { readonly items: readonly T[] };

/** The page of the agent with the longest transcript. */
async function busiestAgent({ read }: Server): Promise<string> {
  const { items } = await read<
    Listed<{ readonly id: string; readonly transcript_length: number }>
  >("agents");
  const [first] = items.toSorted((a, b) =>
    b.transcript_length - a.transcript_length
  );
  return `/agents/${first?.id ?? ""}`;
}

/** The page of the newest task that a manager has taken apart. */
async function handedOff({ read }: Server): Promise<string> {
  const { items } = await read<Listed<{ readonly task_id: string }>>(
    "handoffs",
  );
  return `/tasks/${items[0]?.task_id ?? ""}`;
}
