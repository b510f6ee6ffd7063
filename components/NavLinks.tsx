import type { ComponentChildren } from "preact";
import { NavIcon } from "./NavIcon.tsx";
import { type PageEntry, pageOf, PAGES } from "./palette/pages.ts";
import { FRAME_TEXT as TEXT } from "./text/frame_text.ts";

type NavLinksProps = {
  readonly path: string;
  /** How much waits in the inbox. */
  readonly inboxCount: ComponentChildren;
};

const GROUPS = [...new Set(PAGES.map(({ group }) => group))];
const BEHIND_MORE = PAGES.filter(({ isInBar }) => !isInBar);

/**
 * Links to the pages, in groups; the one that is open is marked. A phone has
 * the first of them in its bar, and the others behind More.
 */
export function NavLinks({ path, inboxCount }: NavLinksProps) {
  const here = pageOf(path);
  const link = (page: PageEntry) => (
    <a
      href={page.href}
      class="nav-link"
      aria-current={page !== here
        ? undefined
        : path === page.href
        ? "page"
        : "true"}
    >
      <NavIcon name={page.icon} />
      <span>{page.name}</span>
      {page.href === "/inbox" && inboxCount}
    </a>
  );
  return (
    <div class="nav-groups">
      {GROUPS.map((group) => (
        <div class="nav-group" key={group}>
          <p class="nav-title" aria-hidden="true">{group}</p>
          <ul aria-label={group}>
            {PAGES.filter((page) => page.group === group).map((page) => (
              <li key={page.href} class={page.isInBar ? undefined : "nav-far"}>
                {link(page)}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <details class="nav-more">
        <summary
          class="nav-link"
          data-current={here !== undefined && !here.isInBar}
        >
          <NavIcon name="more" />
          <span>{TEXT.more}</span>
        </summary>
        <ul aria-label={TEXT.morePages}>
          {BEHIND_MORE.map((page) => <li key={page.href}>{link(page)}</li>)}
        </ul>
      </details>
    </div>
  );
}
