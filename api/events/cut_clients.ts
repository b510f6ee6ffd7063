/** Counts clients that were cut because they read too slowly, and tells the operator. */
export class CutClients {
  #counts = { "cut.sse": 0, "cut.ws": 0 };

  constructor(
    private readonly log: {
      info(message: string, facts: Readonly<Record<string, unknown>>): void;
    },
    /** Is told of each. */
    private readonly onCut: (protocol: "sse" | "ws") => void = () => {},
  ) {}

  /** One more; `behind`: bytes or characters that it had not taken. It comes back and resumes. */
  add(protocol: "sse" | "ws", behind: number): void {
    this.#counts[`cut.${protocol}`]++;
    this.log.info("a client was cut: it reads too slowly", {
      protocol,
      behind,
    });
    this.onCut(protocol);
  }

  /** How many since the last call, by the name of their metric. */
  take(): Readonly<Record<"cut.sse" | "cut.ws", number>> {
    const counts = this.#counts;
    this.#counts = { "cut.sse": 0, "cut.ws": 0 };
    return counts;
  }
}
