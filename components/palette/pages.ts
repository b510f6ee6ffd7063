/** The pages, and the key after `g` that leads to each. */
export const PAGES = [
  { name: "Fleet", href: "/", key: "f" },
  { name: "Tasks", href: "/tasks", key: "t" },
  { name: "Workflow", href: "/canvas", key: "w" },
  { name: "Inbox", href: "/inbox", key: "i" },
  { name: "Sessions", href: "/sessions", key: "s" },
  { name: "History", href: "/history", key: "h" },
  { name: "Metrics", href: "/performance", key: "u" },
] as const;
