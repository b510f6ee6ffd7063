const ONE_YEAR_SECONDS = 365 * 24 * 3_600;

/** Has the server leave the first steps out, in this browser. */
export function hideFirstSteps(): void {
  keep("hidden", ONE_YEAR_SECONDS);
}

/** Takes that back. */
export function showFirstSteps(): void {
  keep("", 0);
}

function keep(value: string, seconds: number): void {
  document.cookie =
    `vamp_steps=${value}; Path=/; SameSite=Strict; Max-Age=${seconds}`;
}
