/** A record says something. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { textsOf } from "../typed";

export class EmptyRecordSet extends Refusal {
  constructor() {
    super(400, "required", "The 'entity.change.additions[0].rrdatas' parameter is required but was missing.");
  }
}

export const recordSetFilled: Rule = {
  name: "record-set-filled",
  demands: "A record set has data, or a routing policy that has.",
  answer: "400 required: no source of the answer was found; the words are those of other fields of the service.",
  sources: ["https://cloud.google.com/dns/docs/reference/rest/v1/resourceRecordSets"],
  types: ["gcp:dns/recordSet:RecordSet"],
  before: ["create", "update"],
  check({ inputs }) {
    if (textsOf(inputs.rrdatas).length === 0 && inputs.routingPolicy === undefined) throw new EmptyRecordSet();
  },
};
