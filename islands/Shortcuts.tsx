import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { holdKeys } from "./palette/held_keys.ts";
import { areKeysOn, keysOn, switchKeys } from "./palette/keys_switch.ts";
import { type PageKey, pageKey } from "./palette/page_keys.ts";
import { SHELL_TEXT } from "@/components/text/shell_text.ts";

/** How long a second key may take after `g`. */
const SECOND_KEY_MS = 1_500;

type SheetProps = {
  /** What was typed while it was loaded. */
  readonly first: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onClose: () => void;
};

/** The keys of the whole page; what they open is loaded when it is asked for. */
export default function Shortcuts() {
  const [Sheet, setSheet] = useState<ComponentType<SheetProps>>();
  const isOpen = useRef(false);
  const first = useRef("");

  useEffect(() => {
    areKeysOn();
    let goUntil = 0;
    const open = async (what: "palette" | "sheet") => {
      if (isOpen.current) return;
      isOpen.current = true;
      const held = holdKeys();
      try {
        const found = what === "palette"
          ? (await import("./palette/Palette.tsx")).Palette
          : (await import("./palette/KeySheet.tsx")).KeySheet;
        setSheet(() => found);
      } catch {
        isOpen.current = false;
      } finally {
        first.current = held.release();
      }
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") closeMore();
      const key = pageKey(event, {
        isOn: keysOn.peek(),
        isAfterG: Date.now() < goUntil,
      });
      goUntil = key?.kind === "g" ? Date.now() + SECOND_KEY_MS : 0;
      if (!key || key.kind === "g") return;
      event.preventDefault();
      if (key.kind === "open") void open(key.what);
      else act(key);
    };
    const onPointerDown = ({ target }: PointerEvent) =>
      closeMore(target as Node);
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("pointerdown", onPointerDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("pointerdown", onPointerDown);
    };
  }, []);

  return (
    <>
      <button
        type="button"
        class="icon-button keys-button"
        aria-label={SHELL_TEXT.keys}
        title={SHELL_TEXT.keys2}
        onClick={() =>
          document.dispatchEvent(new KeyboardEvent("keydown", { key: "?" }))}
      >
        ?
      </button>
      {Sheet && (
        <Sheet
          first={first.current}
          isOn={keysOn.value}
          onSwitch={switchKeys}
          onClose={() => {
            isOpen.current = false;
            setSheet(undefined);
          }}
        />
      )}
    </>
  );
}

/** Closes the pages behind More, unless what was pressed is among them. */
function closeMore(pressed?: Node): void {
  const more = document.querySelector<HTMLDetailsElement>(
    "details.nav-more[open]",
  );
  if (more && !(pressed && more.contains(pressed))) more.open = false;
}

function act(key: Exclude<PageKey, { kind: "open" | "g" }>): void {
  switch (key.kind) {
    case "go":
      return void import("@/components/palette/pages.ts")
        .then(({ PAGES }) => {
          const page = PAGES.find((each) => each.key === key.key);
          if (page) location.assign(page.href);
        }, () => {});
    case "filter":
      return document.querySelector<HTMLElement>("[role=search] input")
        ?.focus();
    case "pause":
      return document.querySelector<HTMLElement>('[data-key="p"]')?.click();
    case "message": {
      const field = document.querySelector<HTMLElement>("#message-text");
      return field ? field.focus() : location.assign("/messages?write");
    }
    case "sibling":
      return void import("./palette/sibling.ts")
        .then(({ goToSibling }) => goToSibling(key.step), () => {});
    case "next": {
      const all = [
        ...document.querySelectorAll<HTMLElement>(
          ".ask, .needs-list .button, [data-column=needs-you] a",
        ),
      ];
      const place = all.findIndex((each) =>
        each.contains(document.activeElement)
      );
      const next = all[(place + 1) % all.length];
      if (next) next.focus();
      else location.assign("/inbox");
    }
  }
}
