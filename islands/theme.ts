import { signal } from "@preact/signals";

/** The colours that a person can choose. */
export type Theme = "system" | "light" | "dark";

const ONE_YEAR_SECONDS = 365 * 24 * 3_600;

/** What was chosen since the page came; written in the browser alone. */
export const chosenTheme = signal<Theme | undefined>(undefined);

/** Changes the colours at once; a cookie tells the server, so that no page flashes. */
export function setTheme(theme: Theme): void {
  document.cookie =
    `vamp_theme=${theme}; Path=/; SameSite=Strict; Max-Age=${ONE_YEAR_SECONDS}`;
  document.documentElement.dataset.theme = theme;
  chosenTheme.value = theme;
}
