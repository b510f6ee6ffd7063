import { useState } from "preact/hooks";
import type { SignedInBrowser } from "@/domain/signed_in_browser.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { Moment } from "@/components/Moment.tsx";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import { callApi, type Problem } from "./live/api.ts";
import { toast } from "./toast/toasts.ts";

/** Browsers that are signed in, each with the way to sign it out. */
export default function BrowserList(
  { browsers: rendered }: { readonly browsers: readonly SignedInBrowser[] },
) {
  const [browsers, setBrowsers] = useState(rendered);
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const signOut = async (browser: SignedInBrowser) => {
    const { id, name, is_this } = browser;
    setBusy(id);
    setProblem(undefined);
    const answer = await callApi(
      "DELETE",
      is_this ? "auth/session" : `auth/browsers/${id}`,
    );
    setBusy(undefined);
    if (!answer.ok) return setProblem(answer.problem);
    if (is_this) return location.assign("/login");
    setBrowsers((before) => before.filter((each) => each.id !== id));
    toast(TEXT.signedOut(name ?? TEXT.unnamed));
  };
  if (browsers.length === 0) {
    return <EmptyState title={TEXT.noBrowsers} text={TEXT.noBrowsersText} />;
  }
  return (
    <>
      <ul class="card settings-list" aria-label={TEXT.browsersTable}>
        {browsers.map((browser) => (
          <li class="setting" key={browser.id}>
            <p class="setting-what">
              <span>
                <strong>{browser.name ?? TEXT.unnamed}</strong>{" "}
                {browser.is_this && <span class="tag">{TEXT.thisBrowser}</span>}
              </span>
              <span class="meta">
                {TEXT.signedIn} <Moment at={browser.signed_in_at} />,{" "}
                {TEXT.seen} <Moment at={browser.seen_at} />
              </span>
            </p>
            <button
              type="button"
              class="button"
              aria-label={`${TEXT.signOut}: ${
                browser.is_this
                  ? TEXT.thisBrowser
                  : browser.name ?? TEXT.unnamed
              }`}
              disabled={busy !== undefined}
              onClick={() => signOut(browser)}
            >
              {busy === browser.id ? TEXT.signingOut : TEXT.signOut}
            </button>
          </li>
        ))}
      </ul>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </>
  );
}
