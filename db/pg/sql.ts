import { encodeValue, type Json } from "./sql_value.ts";

/** What may stand between `${` and `}`: always sent apart from the text. */
export type SqlValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | readonly string[]
  | Json
  | SqlPart;

/** What runs statements: a database, or one transaction of it. */
export interface Sql {
  /**
   * Runs one statement and gives its rows: `int8` and `numeric` as numbers,
   * `jsonb` as values, `timestamptz` as `Date`, `uuid` as text.
   *
   * @throws {SqlError} (as a rejection) with the SQLSTATE as its `code`.
   */
  <Row>(
    strings: TemplateStringsArray,
    ...values: readonly SqlValue[]
  ): Promise<Row[]>;
  /** Runs a script of several statements that stands in a file of ours. */
  exec(script: string): Promise<void>;
}

/** An open database. */
export interface Database extends Sql, AsyncDisposable {
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back
   * when it rejects. Inside, only the given `sql` may be used: on an engine
   * that runs one statement at a time, the outer one would wait for itself.
   */
  tx<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Waits for what runs, then closes. */
  end(): Promise<void>;
}

/** What one kind of database has to offer; parameters are Postgres' own text. */
export interface Statements {
  query(
    text: string,
    parameters: readonly (string | null)[],
  ): Promise<readonly unknown[]>;
  exec(script: string): Promise<void>;
}
export interface Engine extends Statements {
  tx<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

/** A piece of a statement with its values; made by `part` alone. */
export class SqlPart {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly SqlValue[],
  ) {}
}

/** A piece of a statement, to be put into a statement or a longer piece. */
export function part(
  strings: TemplateStringsArray,
  ...values: readonly SqlValue[]
): SqlPart {
  return new SqlPart(requireTemplate(strings), values);
}

/** All conditions at once, for a `where`; no condition holds always. */
export function allOf(
  conditions: readonly (SqlPart | undefined | false)[],
): SqlPart {
  return conditions.filter((each) => each instanceof SqlPart)
    .reduce((all, each) => part`${all} and ${each}`, part`true`);
}

/** The same tagged template over either engine. */
export function openSql(engine: Engine): Database {
  return Object.assign(sqlOf(engine), {
    tx: <T>(work: (sql: Sql) => Promise<T>) =>
      engine.tx((statements) => work(sqlOf(statements))),
    end: () => engine.end(),
    [Symbol.asyncDispose]: () => engine.end(),
  });
}

function sqlOf(statements: Statements): Sql {
  const sql = async <Row>(
    strings: TemplateStringsArray,
    ...values: readonly SqlValue[]
  ) => {
    const parameters: (string | null)[] = [];
    const text = render(
      { strings: requireTemplate(strings), values },
      parameters,
    );
    return [...await statements.query(text, parameters)] as Row[];
  };
  return Object.assign(sql, {
    exec: (script: string) => statements.exec(script),
  });
}

function render(
  { strings, values }: Pick<SqlPart, "strings" | "values">,
  parameters: (string | null)[],
): string {
  return strings.reduce((text, piece, index) => {
    const value = values[index - 1];
    if (value instanceof SqlPart) {
      return text + render(value, parameters) + piece;
    }
    return `${text}$${parameters.push(encodeValue(value))}${piece}`;
  });
}

/** Text that was put together at run time never becomes a statement. */
function requireTemplate(strings: TemplateStringsArray): TemplateStringsArray {
  if (Array.isArray(strings) && Array.isArray(strings.raw)) return strings;
  throw new TypeError(
    `Cannot run "${strings}": statements are tagged templates`,
  );
}
