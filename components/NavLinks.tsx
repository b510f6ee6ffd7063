import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

const PAGES = [
  { path: "/", icon: "fleet", name: "Fleet" },
  { path: "/tasks", icon: "tasks", name: "Tasks" },
  { path: "/canvas", icon: "workflow", name: "Workflow" },
  { path: "/inbox", icon: "inbox", name: "Inbox" },
  { path: "/sessions", icon: "sessions", name: "Sessions" },
  { path: "/history", icon: "history", name: "History" },
  { path: "/performance", icon: "metrics", name: "Metrics" },
] as const;

type NavLinksProps = {
  readonly path: string;
  /** How much waits in the inbox. */
  readonly inboxCount: ComponentChildren;
};

/** Links to the pages; the one that is open is marked. */
export function NavLinks({ path, inboxCount }: NavLinksProps) {
  return (
    <ul class="nav-links">
      {PAGES.map((page) => (
        <li key={page.path}>
          <a
            href={page.path}
            class="nav-link"
            aria-current={path === page.path ? "page" : undefined}
          >
            <Icon name={page.icon} />
            <span>{page.name}</span>
            {page.path === "/inbox" && inboxCount}
          </a>
        </li>
      ))}
    </ul>
  );
}
