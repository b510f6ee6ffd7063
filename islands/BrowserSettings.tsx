import { useEffect, useState } from "preact/hooks";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import { areKeysOn, switchKeys } from "./palette/keys_switch.ts";
import { NotifySwitch } from "./notify/NotifySwitch.tsx";
import ThemeSwitch from "./ThemeSwitch.tsx";

/** What this browser keeps for itself: colours, keys, notifications. */
export default function BrowserSettings(
  { theme }: { readonly theme: "system" | "light" | "dark" },
) {
  const [keys, setKeys] = useState(true);
  useEffect(() => setKeys(areKeysOn()), []);
  return (
    <div class="card settings-list">
      <div class="setting">
        <div class="setting-what">
          <h3>{TEXT.colours}</h3>
          <p class="meta">{TEXT.browserText}</p>
        </div>
        <ThemeSwitch theme={theme} />
      </div>
      <div class="setting">
        <label class="check" for="keys-on">
          <input
            type="checkbox"
            id="keys-on"
            checked={keys}
            aria-describedby="keys-on-text"
            onChange={(event) => {
              switchKeys(event.currentTarget.checked);
              setKeys(event.currentTarget.checked);
            }}
          />
          <span>{TEXT.keys}</span>
        </label>
        <p class="meta" id="keys-on-text">{TEXT.keysText}</p>
      </div>
      <NotifySwitch />
    </div>
  );
}
