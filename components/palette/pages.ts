import type { NavIconName } from "../NavIcon.tsx";

/** A page that is reached from everywhere. */
export type PageEntry = {
  readonly name: string;
  readonly href: string;
  /** After `g`, it leads there. */
  readonly key: string;
  readonly icon: NavIconName;
  readonly group: string;
  /** Whether it stands in the bar of a phone; the others are behind More. */
  readonly isInBar?: true;
};

/** The pages in the order of the navigation; those of a group stand together. */
export const PAGES: readonly PageEntry[] = [
  {
    name: "Fleet",
    href: "/",
    key: "f",
    icon: "fleet",
    group: "Now",
    isInBar: true,
  },
  {
    name: "Tasks",
    href: "/tasks",
    key: "t",
    icon: "tasks",
    group: "Now",
    isInBar: true,
  },
  {
    name: "Inbox",
    href: "/inbox",
    key: "n",
    icon: "inbox",
    group: "Now",
    isInBar: true,
  },
  {
    name: "Messages",
    href: "/messages",
    key: "m",
    icon: "messages",
    group: "Now",
    isInBar: true,
  },
  {
    name: "Workflow",
    href: "/canvas",
    key: "w",
    icon: "workflow",
    group: "Now",
  },
  {
    name: "Incidents",
    href: "/incidents",
    key: "i",
    icon: "incidents",
    group: "Now",
  },
  {
    name: "Sessions",
    href: "/sessions",
    key: "s",
    icon: "sessions",
    group: "Records",
  },
  {
    name: "History",
    href: "/history",
    key: "h",
    icon: "history",
    group: "Records",
  },
  {
    name: "Usage",
    href: "/usage",
    key: "u",
    icon: "usage",
    group: "Records",
  },
  {
    name: "Metrics",
    href: "/performance",
    key: "p",
    icon: "metrics",
    group: "Records",
  },
  {
    name: "Processes",
    href: "/processes",
    key: "o",
    icon: "processes",
    group: "System",
  },
  {
    name: "Settings",
    href: "/settings",
    key: "c",
    icon: "settings",
    group: "System",
  },
];

/** Pages below those of the navigation; the palette has them, too. */
export const SUB_PAGES: readonly Pick<PageEntry, "name" | "href">[] = [
  { name: "Agent templates", href: "/settings/templates" },
  { name: "Webhooks", href: "/settings/webhooks" },
  { name: "Signed-in browsers", href: "/settings/browsers" },
  { name: "Backups", href: "/settings/backups" },
  { name: "Configuration of the server", href: "/settings/server" },
  { name: "Processes and disk", href: "/processes" },
  { name: "Storage", href: "/history/storage" },
  { name: "Audit log", href: "/history/audit" },
  { name: "API reference", href: "/docs" },
];

/** The page of the navigation that an address belongs to. Pure. */
export function pageOf(path: string): PageEntry | undefined {
  const home = path.startsWith("/agents/") ? "/" : path;
  return PAGES.find(({ href }) =>
    home === href || (href !== "/" && home.startsWith(`${href}/`))
  );
}
