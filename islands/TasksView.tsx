import { useMemo, useRef, useState } from "preact/hooks";
import { currentAgents } from "@/components/fleet_order.ts";
import { HeldNews } from "@/components/HeldNews.tsx";
import { formatCount } from "@/components/format.ts";
import { isEnded } from "@/domain/agent_status.ts";
import { type Act, hindrance } from "@/components/tasks/acts.ts";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import type { Address } from "@/components/tasks/address.ts";
import { AgentLanes } from "@/components/tasks/AgentLanes.tsx";
import { Board } from "@/components/tasks/Board.tsx";
import { BulkBar } from "@/components/tasks/BulkBar.tsx";
import {
  boardLayout,
  listLayout,
  treeLayout,
} from "@/components/tasks/layout.ts";
import { LeftNote } from "@/components/tasks/LeftNote.tsx";
import { ListTable } from "@/components/tasks/ListTable.tsx";
import { withField } from "@/components/query/terms.ts";
import { matcher, unknownNames } from "@/components/tasks/query.ts";
import { NoTasks } from "@/components/tasks/NoTasks.tsx";
import { QueryBar } from "@/components/tasks/QueryBar.tsx";
import { ResultLine } from "@/components/tasks/ResultLine.tsx";
import { TasksHead } from "@/components/tasks/TasksHead.tsx";
import { TaskTree } from "@/components/tasks/TaskTree.tsx";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";
import { partsIndex, rollUp, withParents } from "@/components/tasks/tree.ts";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { ListFoot } from "./tasks/ListFoot.tsx";
import { onRowKey } from "./tasks/row_keys.ts";
import { TaskDialogs, type TasksDialog } from "./tasks/TaskDialogs.tsx";
import { useActs } from "./tasks/use_acts.ts";
import { useAddress } from "./tasks/use_address.ts";
import { useDrag } from "./tasks/use_drag.ts";
import { useHeld } from "./tasks/use_held.ts";
import { useOlder } from "./tasks/use_older.ts";
import { usePresence } from "./tasks/use_presence.ts";
import { useQuery } from "./tasks/use_query.ts";
import { useSelection } from "./tasks/use_selection.ts";

/** Rows of a list, and cards of a column, before more are asked for. */
const FIRST_ROWS = 100;
const FIRST_CARDS = 25;
const ENDED = ["completed", "failed", "cancelled"] as const;

type TasksViewProps = {
  readonly rendered: Rendered;
  /** Waiting tasks that the page was rendered without. */
  readonly left: LeftTasks;
  readonly address: Address;
  /** The dialog for a new task is open from the beginning. */
  readonly isNew: boolean;
};

/** All tasks: one query, shown as a board, a list or a tree. */
export default function TasksView(
  { rendered, left: leftAtFirst, address: asRendered, isNew }: TasksViewProps,
) {
  const { fleet: live, now } = useLive(rendered);
  const [address, go] = useAddress(asRendered);
  const older = useOlder();
  const fleet = useMemo(
    () => ({ ...live, tasks: { ...older.tasks, ...live.tasks } }),
    [live, older.tasks],
  );
  const query = useQuery(address.q);
  const fits = useMemo(() => matcher(query.value, fleet), [query.value, fleet]);
  const left = useLeftTasks(leftAtFirst, { fits });
  const leftHere = address.q === asRendered.q ? left.fitting : 0;
  const { view, sort } = address;
  const tasks = useMemo(
    () =>
      view === "tree"
        ? withParents(fleet.tasks, fits)
        : Object.values(fleet.tasks).filter(fits),
    [fleet, fits, view],
  );
  const isShown = useMemo(() => new Set(tasks.map(({ id }) => id)), [tasks]);
  const layout = useMemo(
    () =>
      view === "board"
        ? boardLayout(tasks)
        : view === "list"
        ? listLayout(tasks, sort)
        : treeLayout(tasks),
    [tasks, view, sort],
  );
  const [pages, setPages] = useState(1);
  const [paused, setPaused] = useState(false);
  const [active, setActive] = useState<string>();
  const [dialog, setDialog] = useState<TasksDialog | undefined>(
    isNew ? "new" : undefined,
  );
  const [meant, setMeant] = useState<readonly string[]>([]);
  const selection = useSelection(fleet.tasks);
  const presence = usePresence<HTMLDivElement>();
  const input = useRef<HTMLInputElement>(null);
  const key = JSON.stringify([address, Object.keys(older.tasks).length]);
  const isHeld = paused || presence.isPresent || selection.ids.size > 0 ||
    dialog !== undefined;
  const { shown, held, release, letThrough } = useHeld(layout, key, isHeld);
  const acts = useActs(fleet, letThrough);

  const chosen = (id: string) =>
    selection.ids.has(id) ? [...selection.ids] : [id];
  const ask = (what: "menu" | "cancel", ids: readonly string[]) => {
    setMeant(ids);
    setDialog(what);
  };
  const start = (act: Act, ids: readonly string[]) => {
    const able = ids.flatMap((id) => fleet.tasks[id] ?? [])
      .filter((task) => hindrance(act, task, fleet) === undefined);
    if (act.kind === "cancel" && able.length > 0) return ask("cancel", ids);
    setDialog(undefined);
    void acts.run(act, ids);
  };
  const drag = useDrag(fleet, {
    onDrop: (id, act) => start(act, chosen(id)),
    onRefused: acts.refuse,
  });

  const parts = useMemo(() => partsIndex(fleet.tasks), [fleet.tasks]);
  const partsWords = (id: string) => rollUp(parts.get(id) ?? []);
  const limit = (view === "board" ? FIRST_CARDS : FIRST_ROWS) * pages;
  const visible = shown.flatMap(({ ids }) => ids.slice(0, limit));
  const reachable = active !== undefined && visible.includes(active)
    ? active
    : visible[0];
  const rowOf = (id: string) => ({
    selected: selection.ids.has(id),
    busy: acts.isBusy(id),
    tabIndex: id === reachable ? 0 as const : -1 as const,
  });
  const on = {
    onSelect: selection.set,
    onMenu: (id: string) => ask("menu", chosen(id)),
  };
  const more = () => setPages(pages + 1);
  const meantTasks = meant.flatMap((id) => fleet.tasks[id] ?? []);
  const isEmpty = layout.every(({ ids }) => ids.length === 0);
  const count = view === "tree"
    ? Object.values(fleet.tasks).filter(fits).length
    : layout.reduce((sum, { ids }) => sum + ids.length, 0);
  const endedAsked = ENDED.filter((status) =>
    query.value.statuses.length === 0 || query.value.statuses.includes(status)
  );
  const unknown = unknownNames(query.value, fleet);

  const onKeyDown = (event: KeyboardEvent) =>
    onRowKey(event, selection.last, {
      onSelect: selection.toggle,
      onExtend: selection.add,
      onMenu: on.onMenu,
      onRetry: (id) => start({ kind: "retry" }, chosen(id)),
      onCancel: (id) => start({ kind: "cancel" }, chosen(id)),
      onClear: selection.clear,
      onActive: setActive,
    });

  const rows = shown[0]?.ids.slice(0, limit)
    .flatMap((id) => fleet.tasks[id] ?? []) ?? [];
  const shared = { fleet, now, rowOf, on };

  return (
    <>
      <TasksHead
        count={count + leftHere}
        paused={paused}
        onPause={() => setPaused(!paused)}
        onNew={() => setDialog("new")}
      />
      <QueryBar
        address={address}
        fleet={fleet}
        problem={query.problem ??
          (unknown.length > 0
            ? `Nobody here is ${unknown.join(" or ")}.`
            : undefined)}
        input={input}
        onQuery={(q) => {
          setPages(1);
          go({ q }, true);
        }}
        onView={(view) => {
          setPages(1);
          go({ view });
        }}
      />
      {view === "board" && (
        <AgentLanes
          agents={currentAgents(fleet).filter(({ state }) => !isEnded(state))}
          fleet={fleet}
          takes={(agent) => drag.takes({ agent })}
          onDrop={(agent) => drag.drop({ agent })}
          onPick={(name) => go({ q: withField(address.q, "agent", name) })}
        />
      )}
      <ResultLine result={acts.result} onDismiss={acts.clear} />
      <div
        class="rows"
        data-rows
        ref={presence.element}
        onKeyDown={onKeyDown}
        onFocusIn={(event) => {
          const row = (event.target as HTMLElement).closest<HTMLElement>(
            "[data-task]",
          );
          if (row?.dataset.task) setActive(row.dataset.task);
        }}
      >
        <HeldNews
          held={held}
          words={TASKS_TEXT.newText(formatCount(held))}
          means={TASKS_TEXT.showWhatChangedMeanwhile}
          onShow={release}
        />
        {isEmpty && (
          <NoTasks
            isFiltered={address.q !== ""}
            onClear={() => go({ q: "" })}
            onNew={() => setDialog("new")}
          />
        )}
        {view === "board" && !(isEmpty && address.q === "") && (
          <Board
            {...shared}
            shown={shown}
            live={layout}
            left={leftHere}
            limit={limit}
            partsOf={partsWords}
            takes={(column) => drag.takes({ column })}
            onDrop={(column) => drag.drop({ column })}
            onMore={more}
            on={{ ...on, onDragStart: drag.start, onDragEnd: drag.end }}
          />
        )}
        {view === "list" && !isEmpty && (
          <ListTable
            {...shared}
            tasks={rows}
            sort={sort}
            partsOf={partsWords}
            on={{ ...on, onSort: (sort) => go({ sort }) }}
          />
        )}
        {view === "tree" && !isEmpty && (
          <TaskTree
            {...shared}
            roots={rows}
            parts={parts}
            isShown={(task) => isShown.has(task.id)}
          />
        )}
      </div>
      <LeftNote left={left} address={address} asked={asRendered} />
      <ListFoot
        hidden={view === "board" ? 0 : (shown[0]?.ids.length ?? 0) - limit}
        page={FIRST_ROWS}
        older={older}
        statuses={endedAsked}
        onMore={more}
        onOlder={() => older.read(endedAsked, (id) => id in fleet.tasks)}
      />
      <BulkBar
        count={selection.ids.size}
        tasks={selection.tasks}
        fleet={fleet}
        onAct={(act) => start(act, [...selection.ids])}
        onClear={selection.clear}
      />
      <TaskDialogs
        open={dialog}
        tasks={meantTasks}
        fleet={fleet}
        left={left.waiting}
        onAct={(act) => start(act, meant)}
        onCancelled={() => {
          setDialog(undefined);
          void acts.run({ kind: "cancel" }, meant);
        }}
        onClose={() => setDialog(undefined)}
      />
    </>
  );
}
