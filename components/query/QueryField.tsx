import type { ComponentChildren, Ref } from "preact";
import { termChips } from "./terms.ts";
import { QUERY_TEXT } from "../text/query_text.ts";

type QueryFieldProps = {
  readonly id: string;
  /** The query as it was written. */
  readonly q: string;
  readonly placeholder: string;
  /** What is offered while somebody writes. */
  readonly words: readonly string[];
  /** What is wrong with the query. */
  readonly problem: string | undefined;
  readonly input: Ref<HTMLInputElement> | undefined;
  readonly onQuery: (q: string) => void;
  /** What can be written. */
  readonly children: ComponentChildren;
};

/** Where a query is written; part of a plain form, too. */
export function QueryField(
  { id, q, placeholder, words, problem, input, onQuery, children }:
    QueryFieldProps,
) {
  return (
    <div class="field query-field" data-invalid={problem !== undefined}>
      <label for={id}>{QUERY_TEXT.filter}</label>
      <input
        id={id}
        name="q"
        ref={input}
        value={q}
        placeholder={placeholder}
        list={`${id}-words`}
        autoComplete="off"
        spellcheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-error` : `${id}-hint`}
        onInput={(event) => onQuery(event.currentTarget.value)}
      />
      <datalist id={`${id}-words`}>
        {words.map((word) => <option key={word} value={word} />)}
      </datalist>
      {problem
        ? (
          <p class="field-error" id={`${id}-error`} role="status">
            {problem}
          </p>
        )
        : <p class="meta" id={`${id}-hint`}>{children}</p>}
    </div>
  );
}

type QueryChipsProps = {
  readonly q: string;
  /** The address of the page with another query. */
  readonly hrefOf: (q: string) => string;
  readonly onQuery: (q: string) => void;
};

/** The terms of a query, each of which can be taken away. */
export function QueryChips({ q, hrefOf, onQuery }: QueryChipsProps) {
  const chips = termChips(q);
  if (chips.length === 0) return null;
  return (
    <ul class="filter-chips query-chips" aria-label={QUERY_TEXT.inUse}>
      {chips.map(({ label, rest }) => (
        <li key={label}>
          <a
            class="filter-chip"
            href={hrefOf(rest)}
            aria-label={QUERY_TEXT.remove(label)}
            onClick={(event) => {
              event.preventDefault();
              onQuery(rest);
            }}
          >
            {label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
