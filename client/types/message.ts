/** A message from one agent to another, or from the person. */
export type Message = {
  readonly id: string;
  /** null: the person. */
  readonly from_agent_id: string | null;
  readonly to_agent_id: string;
  readonly session_id: string | null;
  readonly kind: "note" | "question" | "answer" | "check_in";
  readonly text: string;
  readonly urgent: boolean;
  readonly task_id: string | null;
  readonly in_reply_to: string | null;
  readonly hops: number;
  readonly caused_by: number | null;
  /** How far it got. */
  readonly delivery:
    | { readonly status: "queued"; readonly since: string }
    | {
      readonly status: "delivered";
      readonly since: string;
      readonly turn: number;
      readonly message_uuid: string;
    }
    | {
      readonly status: "superseded";
      readonly since: string;
      readonly by: string | null;
      readonly reason: string;
    };
  readonly answered_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};
