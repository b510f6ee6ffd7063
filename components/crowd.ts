/** Rows of a list from which on a pulse in each of them says nothing. */
const CROWD = 16;

/**
 * Marks a list in which no icon moves (`data-crowd`): each that does costs a
 * part of every frame. `undefined` leaves the mark out.
 */
export function isCrowd(rows: number): true | undefined {
  return rows > CROWD || undefined;
}
