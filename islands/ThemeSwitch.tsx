import { Icon } from "@/components/Icon.tsx";
import { chosenTheme, setTheme, type Theme } from "./theme.ts";
import { SHELL_TEXT } from "@/components/text/shell_text.ts";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", "As the device"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** Chooses the colours. */
export default function ThemeSwitch(
  { theme: rendered }: { readonly theme: Theme },
) {
  const theme = chosenTheme.value ?? rendered;
  return (
    <div class="theme-switch" role="group" aria-label={SHELL_TEXT.colours}>
      {THEMES.map(([name, label]) => (
        <button
          key={name}
          type="button"
          class="icon-button"
          aria-label={label}
          title={label}
          aria-pressed={theme === name}
          onClick={() => setTheme(name)}
        >
          <Icon name={name} />
        </button>
      ))}
    </div>
  );
}
