import { budgetAlerts } from "@/components/budget/alerts.ts";
import { DemoBanner } from "@/components/DemoBanner.tsx";
import { ServerMarkdown } from "@/components/markdown/Markdown.tsx";
import { markdownToHtml } from "@/components/markdown/to_html.ts";
import { NavLinks } from "@/components/NavLinks.tsx";
import { pendingByAge } from "@/domain/approval_order.ts";
import Banners from "@/islands/Banners.tsx";
import InboxCount from "@/islands/InboxCount.tsx";
import LiveStatus from "@/islands/LiveStatus.tsx";
import Notices from "@/islands/Notices.tsx";
import Shortcuts from "@/islands/Shortcuts.tsx";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";
import { define } from "@/state.ts";
import { FRAME_TEXT } from "@/components/text/frame_text.ts";

/** The chrome around every page of the signed-in person. */
export default define.layout(({ Component, state, url }) => (
  <div class="shell">
    <a class="skip-link" href="#main">{FRAME_TEXT.skipToTheContent}</a>
    <header class="side-bar">
      <a class="brand" href="/" aria-label={FRAME_TEXT.vampToTheFleet}>
        <span aria-hidden="true">◆</span>{" "}
        <span class="brand-name">{FRAME_TEXT.vamp}</span>
      </a>
      <nav aria-label={FRAME_TEXT.pages}>
        <NavLinks
          path={url.pathname}
          inboxCount={
            <InboxCount
              pending={pendingByAge(state.queries.fleet().approvals)
                .map(({ id }) => id)}
            />
          }
        />
      </nav>
      <div class="side-foot">
        <LiveStatus seq={state.queries.fleet().seq} />
        <Shortcuts />
        <ThemeSwitch theme={state.theme} />
      </div>
    </header>
    <main id="main" class="main" tabIndex={-1}>
      {state.queries.demo && <DemoBanner />}
      <Banners
        limits={state.queries.fleet().limits}
        budgets={budgetAlerts(state.queries.fleet())}
        history={state.queries.historyState()}
        isFleet={url.pathname === "/"}
        atMs={Date.now()}
      />
      <ServerMarkdown.Provider value={markdownToHtml}>
        <Component />
      </ServerMarkdown.Provider>
    </main>
    <Notices />
  </div>
));
