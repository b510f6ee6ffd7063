/** Ready-made tasks for the demo: together they show planning, work, a recovered slip and a failure. */

/** A task that a demo can hand to its fleet. */
export interface DemoTask {
  readonly title: string;
  readonly description: string;
  readonly role: "manager" | "worker";
  /** Which of the two workers; left out for the manager. */
  readonly worker?: 0 | 1;
}

/** In the order in which they are best handed out. */
export const demoTasks: readonly DemoTask[] = [
  {
    title: "Plan the first release of the notes service",
    description:
      "Plan the first release of the notes service. Look at what is there, list the pieces of work and say which worker should take which.",
    role: "manager",
  },
  {
    title: "Hello World script",
    description: "Create a simple Hello World Python script",
    role: "worker",
    worker: 0,
  },
  {
    title: "Describe the settings",
    description:
      "Describe the settings of the notes service. They should be in settings.ini; say so if they are not and write down sensible defaults.",
    role: "worker",
    worker: 1,
  },
  {
    title: "Date parser with tests",
    description:
      "Write a date parser for the notes service, with unit tests. It takes ISO dates and the words today and tomorrow.",
    role: "worker",
    worker: 0,
  },
  {
    title: "Import the changelog",
    description:
      "Import the changelog from the flaky upstream and sort its entries by date.",
    role: "worker",
    worker: 1,
  },
  {
    title: "Write the welcome page",
    description:
      "Write the welcome page of the notes service: three short paragraphs, friendly and plain.",
    role: "worker",
    worker: 1,
  },
];
