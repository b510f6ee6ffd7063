/**
 * Parts of the first page that are seldom on it. They come as one script, as
 * each script of its own would take more of the first one apart.
 */
export { ClaudeNotice } from "@/components/ClaudeNotice.tsx";
export { default as BootNews } from "../BootNews.tsx";
export { BudgetControl } from "../budget/BudgetControl.tsx";
export { StorageCare } from "./StorageCare.tsx";
