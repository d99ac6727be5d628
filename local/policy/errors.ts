/** A policy pack that cannot be started, or that failed while it judged; in words for its author. */
export class PolicyPackError extends Error {
  override readonly name = "PolicyPackError";
}
