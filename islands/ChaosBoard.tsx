import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { Clock } from "@/components/Clock.tsx";
import { CHAOS_TEXT } from "@/components/text/chaos_text.ts";
import { CHAOS_NAMES, type ChaosName, type ChaosReport } from "./chaos/acts.ts";
import {
  type ChaosCourse,
  courseOf,
  heardEvent,
  heardHistory,
} from "./chaos/course.ts";
import { callApi, type Problem } from "./live/api.ts";
import { history, listen } from "./live/store.ts";
import { type Rendered, useLive } from "./live/use_live.ts";

const TEXT = CHAOS_TEXT;

/** Takes in what was heard. */
type Heard = (course: ChaosCourse) => ChaosCourse;

/** Three things to break, and what became of each that was. */
export default function ChaosBoard(
  { rendered }: { readonly rendered: Rendered },
) {
  useLive(rendered);
  const [courses, setCourses] = useState<readonly ChaosCourse[]>([]);
  const [pending, setPending] = useState<ChaosName>();
  const [problem, setProblem] = useState<Problem>();
  // What is broken may be heard of before the answer that tells of it.
  const early = useRef<Heard[]>();
  const hear = (heard: Heard) => {
    early.current?.push(heard);
    setCourses((all) => all.map(heard));
  };
  useEffect(() =>
    listen((messages) => {
      const events = messages.flatMap((message) =>
        message.kind === "event" ? [message.event] : []
      );
      hear((course) => events.reduce(heardEvent, course));
    }), []);
  const state = history.value;
  useEffect(() => {
    if (!state) return;
    const at = new Date().toISOString();
    hear((course) => heardHistory(course, state, at));
  }, [state]);

  const act = async (name: ChaosName) => {
    setPending(name);
    setProblem(undefined);
    early.current = [];
    const answer = await callApi<ChaosReport>("POST", "chaos", { act: name });
    const heard = early.current;
    early.current = undefined;
    setPending(undefined);
    if (!answer.ok) return setProblem(answer.problem);
    const begun = courseOf(answer.value, new Date().toISOString());
    const course = heard.reduce((now, each) => each(now), begun);
    setCourses((all) => [course, ...all]);
  };

  return (
    <>
      <ul class="chaos-acts">
        {CHAOS_NAMES.map((name) => (
          <li class="card" key={name}>
            <h2>{TEXT.acts[name].title}</h2>
            <p>{TEXT.acts[name].what}</p>
            <button
              type="button"
              class="button danger"
              disabled={pending !== undefined}
              onClick={() => act(name)}
            >
              {pending === name ? TEXT.breaking : TEXT.acts[name].button}
            </button>
          </li>
        ))}
      </ul>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <section aria-labelledby="chaos-happened">
        <h2 id="chaos-happened">{TEXT.happened}</h2>
        <div aria-live="polite">
          {courses.length === 0 && <p class="muted">{TEXT.none}</p>}
          {courses.map((course) => <Course key={course.at} course={course} />)}
        </div>
      </section>
    </>
  );
}

function Course({ course }: { readonly course: ChaosCourse }) {
  const { report, lines, incidentId, isSettled } = course;
  return (
    <article class="card chaos-course">
      <h3>
        {TEXT.acts[report.act].title}
        <span class="chaos-state" data-settled={isSettled}>
          {isSettled ? TEXT.settled : TEXT.settling}
        </span>
      </h3>
      <ol>
        <li>
          <Clock at={course.at} /> {report.told}
        </li>
        {lines.map((line) => (
          <li key={line.key}>
            <Clock at={line.at} /> {line.text}
          </li>
        ))}
      </ol>
      {incidentId && <a href={`/incidents/${incidentId}`}>{TEXT.incident}</a>}
    </article>
  );
}
