/** Ready-made tasks for the demo: together they show a hand-off, requests, a recovered slip and a failure. */

/** A task that a demo can hand to its fleet. */
export interface DemoTask {
  /** Tells it from the others; others come after it by this. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** The manager, one of the workers by its place, or any worker. */
  readonly to: "manager" | "anybody" | 0 | 1 | 2;
  readonly mode?: "handoff";
  readonly priority?: number;
  /** Key of the task that has to be completed first. */
  readonly after?: string;
}

/** What the demo begins with; the prompts of the hand-off name it. */
export const RELEASE_TITLE = "Search and tags for the notes service";

/** In the order in which they are best handed out; a task comes after those it waits for. */
export const demoTasks: readonly DemoTask[] = [
  {
    key: "release",
    title: RELEASE_TITLE,
    description:
      "Give the notes service a search and tags. The search finds the notes that have all the words; tags are listed with how often each is used. There should be tests, and a guide for the people who use it.",
    to: "manager",
    mode: "handoff",
    priority: 10,
  },
  {
    key: "leap-years",
    title: "Leap years",
    description:
      "Write a function that knows leap years, with unit tests, and run the tests.",
    to: 2,
  },
  {
    key: "hello",
    title: "Hello World script",
    description: "Create a simple Hello World Python script",
    to: 0,
  },
  {
    key: "settings",
    title: "Describe the settings",
    description:
      "Describe the settings of the notes service. They should be in settings.ini; say so if they are not and write down sensible defaults.",
    to: 1,
  },
  {
    key: "name",
    title: "Name the release",
    description: "Find a name for the release. It is a matter of taste.",
    to: "anybody",
    priority: 5,
    after: "release",
  },
  {
    key: "dates",
    title: "Date parser with tests",
    description:
      "Write a date parser for the notes service, with unit tests. It takes ISO dates and the words today and tomorrow.",
    to: "anybody",
    after: "release",
  },
  {
    key: "plan",
    title: "Plan what comes next",
    description:
      "Plan what comes after search and tags. Look at what is there, list the pieces of work and say which worker should take which.",
    to: "manager",
    after: "release",
  },
  {
    key: "changelog",
    title: "Import the changelog",
    description:
      "Import the changelog from the flaky upstream and sort its entries by date.",
    to: "anybody",
    after: "release",
  },
  {
    key: "welcome",
    title: "Write the welcome page",
    description:
      "Write the welcome page of the notes service: three short paragraphs, friendly and plain.",
    to: "anybody",
    after: "release",
  },
];
