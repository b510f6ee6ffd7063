/** What the templates of agents say. */
export const TEMPLATES_TEXT = {
  instructions: "Instructions",
  toolsThatNeedNoPermission: "Tools that need no permission",
  aTemplateFillsInThe:
    "A template fills in the form of a new agent, and can be named over the API.",
  newTemplate: "New template",
  edit: "Edit",
  edit2: (name: string | number) => `Edit ${name}`,
  cancel: "Cancel",
  name: "Name",
  summary: "Summary",
  oneSentenceWhatAnAgent: "One sentence: what an agent of this kind is for.",
  saving: "Saving…",
  saveTemplate: "Save template",
  templates: "Templates",
} as const;
