/** Names as Pub/Sub takes them (google/pubsub/v1/pubsub.proto). */
import { invalid } from "./errors";

type Kind = "topics" | "subscriptions" | "schemas";

export function requireName(kind: Kind, name: string): void {
  const [, last = ""] = new RegExp(`^projects/[^/]+/${kind}/([^/]+)$`).exec(name) ?? [];
  if (/^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$/.test(last) && !last.startsWith("goog")) return;
  throw invalid(
    `Invalid resource name given (name=${name}). Refer to https://cloud.google.com/pubsub/docs/admin#resource_names ` +
      "for more information.",
  );
}

/** `projects/p/subscriptions/s` → project and last part. */
export function partsOf(name: string): { project: string; id: string } {
  const [, project = "", , id = ""] = name.split("/");
  return { project, id };
}
