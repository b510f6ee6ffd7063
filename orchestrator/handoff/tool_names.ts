/** The tools of a hand-off, as the model sees them. */
export const TOOL = {
  submitAnalysis: "mcp__vamp__submit_analysis",
  listWorkers: "mcp__vamp__list_workers",
  selectWorker: "mcp__vamp__select_worker",
  submitInstructions: "mcp__vamp__submit_instructions",
  submitReview: "mcp__vamp__submit_review",
  submitResult: "mcp__vamp__submit_result",
  reportProgress: "mcp__vamp__report_progress",
  askManager: "mcp__vamp__ask_manager",
} as const;
