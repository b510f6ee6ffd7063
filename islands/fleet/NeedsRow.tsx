import { Age } from "@/components/Age.tsx";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";
import { OneAct } from "../acts/OneAct.tsx";

type NeedsRowProps = {
  readonly href: string;
  readonly name: string;
  /** What follows the name. */
  readonly words?: string;
  readonly since: string;
  readonly now: number;
  /** What the button asks for, below `/api/`. */
  readonly path: string;
  readonly act: string;
  readonly busyAct: string;
};

/** One thing that waits for a person: what and since when, with the act that answers it. */
export function NeedsRow(
  { href, name, words = "", since, now, path, act, busyAct }: NeedsRowProps,
) {
  return (
    <li>
      <span class="needs-what">
        <a href={href}>{name}</a>
        {words}, <Age since={since} now={now} /> {FLEET_TEXT.ago}
      </span>
      <OneAct
        method="POST"
        path={path}
        name={act}
        busyName={busyAct}
        about={name}
      />
    </li>
  );
}
