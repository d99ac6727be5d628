/** A bucket that prevents public access takes no grant to everyone. */
import { Refusal } from "../errors";
import { grantsIn } from "../iam/grants";
import type { Rule } from "../rule";

export class PublicAccessPrevented extends Refusal {
  constructor() {
    super(
      412,
      "conditionNotMet",
      "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced.",
    );
  }
}

export const publicAccessPrevented: Rule = {
  name: "bucket-public-access-prevented",
  demands: "A bucket of which everyone is granted something does not enforce publicAccessPrevention.",
  answer:
    "412 conditionNotMet: The member bindings allUsers and allAuthenticatedUsers are not allowed since public access " +
    "prevention is enforced.",
  sources: [
    "https://cloud.google.com/storage/docs/public-access-prevention",
    "the words: answers to public scripts, found in documents that kept them",
  ],
  types: ["gcp:storage/bucketIAMMember:BucketIAMMember"],
  before: ["create"],
  check({ id, type, inputs, world }) {
    const bucket = world.get("gcp:storage/bucket:Bucket", String(inputs.bucket));
    if (bucket?.inputs.publicAccessPrevention !== "enforced") return;
    const grants = grantsIn({ type: type.token, id, inputs });
    if (grants.some(({ member }) => /^all(Authenticated)?Users$/.test(member))) throw new PublicAccessPrevented();
  },
};
