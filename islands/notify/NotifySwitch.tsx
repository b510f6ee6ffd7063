import { useEffect, useState } from "preact/hooks";
import { NOTIFY_TEXT as TEXT } from "@/components/text/notify_text.ts";
import {
  type NotifyState,
  notifyState,
  switchNotify,
} from "./notify_switch.ts";
import { watchForNotices } from "./watch.ts";

/** Turns desktop notifications on, which asks the browser, or off. */
export function NotifySwitch() {
  const [state, setState] = useState<NotifyState>("off");
  const [asking, setAsking] = useState(false);
  useEffect(() => setState(notifyState()), []);
  // On the other pages it begins with the page.
  const [turnedOn, setTurnedOn] = useState(false);
  useEffect(
    () => turnedOn && state === "on" ? watchForNotices() : undefined,
    [turnedOn, state],
  );

  const change = async (box: HTMLInputElement) => {
    const isOn = box.checked;
    setAsking(true);
    const now = await switchNotify(isOn);
    // The browser may have said no.
    box.checked = now === "on";
    setState(now);
    setTurnedOn(isOn);
    setAsking(false);
  };
  const note = asking
    ? TEXT.asking
    : state === "blocked"
    ? TEXT.blocked
    : state === "unsupported"
    ? TEXT.unsupported
    : undefined;
  return (
    <div class="setting">
      <label class="check" for="notify-on">
        <input
          type="checkbox"
          id="notify-on"
          checked={state === "on"}
          disabled={asking || state === "unsupported"}
          aria-describedby="notify-text"
          onChange={(event) => void change(event.currentTarget)}
        />
        <span>{TEXT.label}</span>
      </label>
      <p class="meta" id="notify-text">{TEXT.text}</p>
      {note && <p class="meta" role="status">{note}</p>}
    </div>
  );
}
