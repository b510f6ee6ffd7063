import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { agentLists } from "./lists/agent_lists.ts";
import { crewLists } from "./lists/crew_lists.ts";
import { logLists } from "./lists/log_lists.ts";
import { taskLists } from "./lists/task_lists.ts";

// All lists share one start of the engines, which takes longer than the tests.
const databases = databasesForFile();

agentLists(databases);
taskLists(databases);
logLists(databases);
crewLists(databases);
