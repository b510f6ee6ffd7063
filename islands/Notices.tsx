import { Notifier } from "./notify/Notifier.tsx";
import { Toasts } from "./toast/Toasts.tsx";

/** What a person is told in passing: on the page, and on the desktop where asked for. */
export default function Notices() {
  return (
    <>
      <Toasts />
      <Notifier />
    </>
  );
}
