import { useEffect } from "preact/hooks";
import { notifyState } from "./notify_switch.ts";

/** Tells the desktop what needs a person, in browsers where that was asked for. */
export function Notifier() {
  useEffect(() => {
    if (notifyState() !== "on") return;
    let isGone = false;
    let leave = () => {};
    import("./watch.ts").then(({ watchForNotices }) => {
      if (!isGone) leave = watchForNotices();
    }, () => {/* the next page tries again */});
    return () => {
      isGone = true;
      leave();
    };
  }, []);
  return null;
}
