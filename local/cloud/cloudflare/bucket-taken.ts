/** An account's buckets have a name each. The words are those that a public client of the API quotes; no thread was found. */
import { CloudflareRefusal } from "./refusal";

export class BucketTaken extends CloudflareRefusal {
  constructor(account: unknown) {
    super(
      `POST accounts/${account}/r2/buckets`,
      "409 Conflict",
      10004,
      "The bucket you tried to create already exists, and you own it.",
    );
  }
}
