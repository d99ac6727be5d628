import * as pulumi from "@pulumi/pulumi";
import { type EnvironmentOutputs, parseOutputs, UnreadableOutputs } from "../contract";

/**
 * What an environment gives, for a program of its own that builds on it: the outputs of its stack, typed, and checked
 * against the contract before anything uses them. Only what is public is there: an internal service's address is had by
 * `can` alone.
 *
 * ```ts
 * const { events, edge } = environmentOf(new pulumi.StackReference("organization/flotilla/prod"));
 * new Dashboard("pulls", { dataset: events.dataset });
 * ```
 * @throws {pulumi.RunError} when the stack is not up or is no environment, naming it and what to do
 */
export function environmentOf(reference: pulumi.StackReference): pulumi.Output<EnvironmentOutputs> {
  return pulumi.all([reference.name, reference.outputs]).apply(([name, outputs]) => {
    try {
      return parseOutputs(outputs, name);
    } catch (error) {
      // A user's mistake, so without a stack trace.
      throw error instanceof UnreadableOutputs ? new pulumi.RunError(error.message) : error;
    }
  });
}
