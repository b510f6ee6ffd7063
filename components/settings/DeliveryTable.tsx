import type { Delivery } from "@/domain/webhook.ts";
import { formatDuration } from "../format.ts";
import { Moment } from "../Moment.tsx";
import { WEBHOOKS_TEXT as TEXT } from "../text/webhooks_text.ts";

type DeliveryTableProps = {
  readonly caption: string;
  /** Newest first. */
  readonly deliveries: readonly Delivery[];
};

/** What was sent to a webhook, and what came back. */
export function DeliveryTable({ caption, deliveries }: DeliveryTableProps) {
  if (deliveries.length === 0) return <p class="meta">{TEXT.none}</p>;
  return (
    <div class="table-box">
      <table class="table deliveries" role="table">
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{TEXT.at}</th>
            <th role="columnheader" scope="col">{TEXT.event}</th>
            <th role="columnheader" scope="col">{TEXT.answer}</th>
            <th role="columnheader" scope="col" class="right">{TEXT.took}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {deliveries.map((each, index) => (
            <tr role="row" key={`${each.id} ${each.at} ${index}`}>
              <th role="rowheader" scope="row">
                <Moment at={each.at} />
              </th>
              <td role="cell">
                <code>{each.type}</code>
                {each.seq !== null && <span class="meta num">#{each.seq}</span>}
              </td>
              <td role="cell" data-look={each.error ? "failed" : "done"}>
                <span class="delivery-answer">
                  {each.status ?? TEXT.noAnswer}
                  {each.error && `: ${each.error}`}
                </span>
              </td>
              <td role="cell" class="right num">
                {formatDuration(each.duration_ms)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
