import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AuditForm } from "@/components/audit/AuditForm.tsx";
import { auditLine, type NameOf } from "@/components/audit/audit_line.ts";
import { AuditList } from "@/components/audit/AuditList.tsx";
import {
  auditFilterOf,
  auditHref,
  readAuditTerms,
} from "@/components/audit/audit_terms.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { AUDIT_TEXT as TEXT } from "@/components/text/audit_text.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { define } from "@/state.ts";

/** Entries of one page. */
const ENTRIES = 50;

export const handler = define.handlers({
  async GET({ url, state: { queries } }) {
    const terms = readAuditTerms(url.searchParams);
    const cursor = url.searchParams.get("cursor") || undefined;
    const found = await queries.auditLog({
      ...auditFilterOf(terms),
      limit: ENTRIES,
      cursor,
    });
    return page({ terms, cursor, found, fleet: queries.fleet() });
  },
});

/** Who decided or changed what. */
export default define.page<typeof handler>(({ data }) => {
  const { terms, cursor, found, fleet } = data;
  const nameOf = namesOf(fleet);
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${TEXT.title} · VAMP`, attentionCount(fleet))}
        </title>
      </Head>
      <div class="title-row">
        <h1>{TEXT.title}</h1>
        <p class="actions">
          <a href="/history">{TEXT.back}</a>
        </p>
      </div>
      <p class="meta">{TEXT.intro}</p>
      <AuditForm terms={terms} nameOf={nameOf} />
      <section aria-labelledby="entries-title" class="results">
        <h2 id="entries-title">{TEXT.entries}</h2>
        {!found.ok && (
          <ErrorBox
            title={found.refusal.code === "invalid_cursor"
              ? TEXT.noSuchPage
              : TEXT.away}
            detail={found.refusal.code === "invalid_cursor"
              ? undefined
              : TEXT.awayText}
          >
            <a class="button" href={auditHref(terms)}>{TEXT.tryAgain}</a>
          </ErrorBox>
        )}
        {found.ok && found.value.items.length === 0 && (
          <EmptyState title={TEXT.none} text={TEXT.noneText} />
        )}
        {found.ok && found.value.items.length > 0 && (
          <AuditList
            lines={found.value.items.map((entry) => auditLine(entry, nameOf))}
          />
        )}
        <p class="actions">
          {cursor && (
            <a class="button" href={auditHref(terms)}>{TEXT.newest}</a>
          )}
          {found.ok && found.value.next && (
            <a class="button" href={auditHref(terms, found.value.next)}>
              {TEXT.older}
            </a>
          )}
        </p>
      </section>
    </>
  );
});

/** What the records are called that the fleet still has. */
function namesOf({ agents, tasks, sessions }: Fleet): NameOf {
  return (kind, id) => {
    switch (kind) {
      case "agent":
        return agents[id]?.name;
      case "task":
        return tasks[id]?.title;
      case "session":
        return sessions[id]?.name;
      default:
        return undefined;
    }
  };
}
