import { useEffect, useRef, useState } from "preact/hooks";
import {
  commandsFor,
  type PaletteCommand,
} from "@/components/palette/commands.ts";
import { callApi } from "../live/api.ts";
import { fleet } from "../live/store.ts";
import { join } from "../live/stream.ts";
import { toast } from "../toast/toasts.ts";

/** Pages, agents, tasks and actions by name; arrows choose, Enter goes. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    return join("fleet");
  }, []);
  const commands = commandsFor(fleet.value, typed);
  const chosen = Math.min(at, commands.length - 1);

  const run = (command: PaletteCommand | undefined) => {
    if (!command) return;
    dialog.current?.close();
    if ("href" in command.run) location.assign(command.run.href);
    else void (command.run.act === "pause" ? pause() : resume());
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
      aria-label="Command palette"
      onClose={onClose}
    >
      <input
        role="combobox"
        aria-label="Find a page, an agent, a task or an action"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={commands.length > 0
          ? `palette-${chosen}`
          : undefined}
        placeholder="Find a page, an agent, a task or an action"
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
      <ul id="palette-list" role="listbox" aria-label="Found">
        {commands.map((command, index) => (
          <li
            key={command.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => run(command)}
          >
            <span>{command.name}</span>
            <span class="meta">{command.note}</span>
          </li>
        ))}
      </ul>
      {commands.length === 0 && (
        <p role="status">
          Nothing is called that. <a href="/history">Search the history</a>
        </p>
      )}
    </dialog>
  );
}

async function pause(): Promise<void> {
  const reason = "Paused by the operator";
  const answer = await callApi("POST", "queue/pause", { reason });
  if (!answer.ok) return toast(answer.problem.message);
  toast("The queue is paused", { label: "Go on", run: () => void resume() });
}

async function resume(): Promise<void> {
  const answer = await callApi("POST", "queue/resume");
  toast(answer.ok ? "The queue goes on" : answer.problem.message);
}
