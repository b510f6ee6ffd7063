import { SETTINGS_TEXT as TEXT } from "../text/settings_text.ts";

/** The pages of settings, in the order of their links. */
const PAGES = [
  { href: "/settings", name: TEXT.nav.general },
  { href: "/settings/server", name: TEXT.nav.server },
  { href: "/settings/webhooks", name: TEXT.nav.webhooks },
  { href: "/settings/browsers", name: TEXT.nav.browsers },
  { href: "/settings/backups", name: TEXT.nav.backups },
  { href: "/settings/templates", name: TEXT.nav.templates },
] as const;

/** The head of a page of settings: what it is about, and the ways to the others. */
export function SettingsHead(
  { title, path }: {
    readonly title: string;
    readonly path: typeof PAGES[number]["href"];
  },
) {
  return (
    <div class="settings-head">
      <h1>{title}</h1>
      <nav class="settings-nav" aria-label={TEXT.pages}>
        {PAGES.map(({ href, name }) => (
          <a
            key={href}
            href={href}
            class="button quiet"
            aria-current={href === path ? "page" : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
    </div>
  );
}
