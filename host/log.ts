import { configure, getConsoleSink, getLogger } from "@logtape/logtape";
import type { LogLevel } from "@/domain/config_values.ts";
import { calmLog } from "./calm_log.ts";

type Facts = Readonly<Record<string, unknown>>;

/** What the server says to its operator, apart from the pages. */
export type ServerLog = {
  info(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
};

/** Opens the log on standard error: one line a record, with its facts. */
export async function openLog(
  level: LogLevel,
): Promise<ServerLog> {
  await configure({
    sinks: {
      console: getConsoleSink({
        formatter: (record) => {
          const facts = Object.entries(record.properties)
            .map(([name, value]) => `${name}=${show(value)}`);
          const words = [record.message.join(""), ...facts].join(" ");
          const time = new Date(record.timestamp).toISOString();
          return [`${time} ${record.level} ${words}`];
        },
      }),
    },
    loggers: [
      { category: "vamp", lowestLevel: level, sinks: ["console"] },
      {
        category: ["logtape", "meta"],
        lowestLevel: "warning",
        sinks: ["console"],
      },
    ],
    reset: true,
  });
  const logger = getLogger("vamp");
  return calmLog({
    info: (message, facts = {}) => logger.info(message, { ...facts }),
    error: (message, facts = {}) => logger.error(message, { ...facts }),
  }, () => performance.now());
}

function show(value: unknown): string {
  if (value instanceof Error) {
    const cause = value.cause instanceof Error
      ? ` (${value.cause.message})`
      : "";
    return JSON.stringify(`${value.message}${cause}`);
  }
  return typeof value === "string" && /^[\w.:/-]+$/.test(value)
    ? value
    : JSON.stringify(value) ?? String(value);
}
