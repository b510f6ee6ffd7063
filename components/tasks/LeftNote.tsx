import { CARRIED_WAITING, type LeftTasks } from "@/domain/carried_fleet.ts";
import { formatCount } from "../format.ts";
import { TASKS_TEXT } from "../text/tasks_text.ts";
import { type Address, hrefOf } from "./address.ts";

type LeftNoteProps = {
  readonly left: LeftTasks;
  /** What is shown. */
  readonly address: Address;
  /** What the page was asked for with. */
  readonly asked: Address;
};

/** Says how many waiting tasks are not on the page, and leads to them. */
export function LeftNote({ left, address, asked }: LeftNoteProps) {
  const isAsked = address.q === asked.q;
  const count = isAsked ? left.fitting : left.waiting;
  if (count === 0) return null;
  const next = { ...address, waiting: asked.waiting + CARRIED_WAITING };
  return (
    <p class="left-note meta">
      {TASKS_TEXT.left(formatCount(count))}{" "}
      <a href={hrefOf(isAsked ? next : address)}>
        {isAsked
          ? TASKS_TEXT.showLeft(formatCount(Math.min(CARRIED_WAITING, count)))
          : TASKS_TEXT.searchLeft}
      </a>
    </p>
  );
}
