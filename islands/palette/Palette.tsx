import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  commandsFor,
  type PaletteCommand,
} from "@/components/palette/commands.ts";
import { PALETTE_TEXT as TEXT } from "@/components/text/palette_text.ts";
import { join } from "../live/stream.ts";
import { runCommand } from "./run_command.ts";
import { useKnown } from "./use_known.ts";

/** Pages, agents, tasks and actions by name; arrows choose, Enter goes. */
export function Palette({ first, onClose }: {
  /** What was typed while it was loaded. */
  readonly first: string;
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState(first);
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const known = useKnown();
  useLayoutEffect(() => dialog.current?.showModal(), []);
  useEffect(() => join("fleet"), []);
  const commands = commandsFor(known, typed);
  const chosen = Math.min(at, commands.length - 1);
  useEffect(() => {
    document.getElementById(`palette-${chosen}`)
      ?.scrollIntoView({ block: "nearest" });
  }, [chosen, typed]);

  const run = (command: PaletteCommand | undefined) => {
    if (!command) return;
    dialog.current?.close();
    runCommand(command);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((chosen + step + commands.length) % commands.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(commands[chosen]);
    }
  };

  return (
    <dialog
      class="dialog palette"
      ref={dialog}
      aria-label={TEXT.label}
      onClose={onClose}
      onClick={(event) => {
        // Beside the palette is the dialog itself.
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div class="palette-box">
        <input
          role="combobox"
          aria-label={TEXT.find}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={commands.length > 0
            ? `palette-${chosen}`
            : undefined}
          placeholder={TEXT.find}
          autoComplete="off"
          spellcheck={false}
          autofocus
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ul id="palette-list" role="listbox" aria-label={TEXT.found}>
          {commands.map((command, index) => (
            <li
              key={command.id}
              id={`palette-${index}`}
              role="option"
              aria-selected={index === chosen}
              onClick={() => run(command)}
              onPointerMove={() => index !== chosen && setAt(index)}
            >
              <span class="palette-name">{command.name}</span>
              <span class="meta">{command.note}</span>
            </li>
          ))}
        </ul>
        <p class="palette-hints meta" aria-hidden="true">
          {TEXT.hints.map(([keys, what]) => (
            <span key={keys}>
              <kbd>{keys}</kbd> {what}
            </span>
          ))}
        </p>
      </div>
    </dialog>
  );
}
