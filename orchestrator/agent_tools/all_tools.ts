import type { AgentTool } from "./agent_tool.ts";
import { submitAnalysis } from "./analysis_tool.ts";
import { submitFinalResult, submitReview } from "./judging_tools.ts";
import { listMessages, sendMessage } from "./mail_tools.ts";
import {
  listWorkers,
  selectWorker,
  submitInstructions,
} from "./staffing_tools.ts";
import { askManager, reportProgress, submitPartResult } from "./work_tools.ts";

/**
 * Every tool that agents have, in the order in which a task meets them. Two
 * may have one name when they are for different roles.
 */
export const ALL_TOOLS: readonly AgentTool[] = [
  submitAnalysis,
  listWorkers,
  selectWorker,
  submitInstructions,
  submitReview,
  submitFinalResult,
  reportProgress,
  askManager,
  submitPartResult,
  sendMessage,
  listMessages,
];
