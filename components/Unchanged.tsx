import { Component, type ComponentChildren } from "preact";

type UnchangedProps = {
  /** What the drawing depends on, always as many. */
  readonly of: readonly unknown[];
  readonly draw: () => ComponentChildren;
};

/**
 * Draws anew only when something in `of` has changed. An element that is kept
 * for later drawings, by `useMemo` or in a constant, would do the same, but it
 * holds on to the page as it was when it was first drawn, and through that to
 * each drawing since: an element knows its parent.
 */
export class Unchanged extends Component<UnchangedProps> {
  override shouldComponentUpdate({ of }: UnchangedProps): boolean {
    return of.some((each, index) => each !== this.props.of[index]);
  }

  override render() {
    return this.props.draw();
  }
}
