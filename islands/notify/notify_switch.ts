const STORED_AS = "vamp.notify";

/** What stands between a person and notifications; `on`: nothing does. */
export type NotifyState = "off" | "on" | "blocked" | "unsupported";

/** How it stands in this browser; to be called in the browser alone. */
export function notifyState(): NotifyState {
  if (!("Notification" in globalThis) || !isSecureContext) {
    return "unsupported";
  }
  if (Notification.permission === "denied") return "blocked";
  return Notification.permission === "granted" &&
      localStorage.getItem(STORED_AS) === "on"
    ? "on"
    : "off";
}

/** Turns them on or off. Asks the browser when it has to, so call it for a click. */
export async function switchNotify(isOn: boolean): Promise<NotifyState> {
  localStorage.setItem(STORED_AS, isOn ? "on" : "off");
  if (isOn && Notification.permission === "default") {
    await Notification.requestPermission();
  }
  return notifyState();
}
