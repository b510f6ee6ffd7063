import { useState } from "preact/hooks";
import { Icon } from "@/components/Icon.tsx";

type Theme = "system" | "light" | "dark";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", "As the device"],
  ["light", "Light"],
  ["dark", "Dark"],
];
const ONE_YEAR_SECONDS = 365 * 24 * 3_600;

/** Chooses the colours; a cookie tells the server, so that no page flashes. */
export default function ThemeSwitch(
  { theme: rendered }: { readonly theme: Theme },
) {
  const [theme, setTheme] = useState(rendered);
  const choose = (chosen: Theme) => {
    document.cookie =
      `vamp_theme=${chosen}; Path=/; SameSite=Strict; Max-Age=${ONE_YEAR_SECONDS}`;
    document.documentElement.dataset.theme = chosen;
    setTheme(chosen);
  };
  return (
    <div class="theme-switch" role="group" aria-label="Colours">
      {THEMES.map(([name, label]) => (
        <button
          key={name}
          type="button"
          class="icon-button"
          aria-label={label}
          title={label}
          aria-pressed={theme === name}
          onClick={() => choose(name)}
        >
          <Icon name={name} />
        </button>
      ))}
    </div>
  );
}
