/** What tokens for a service may be made out to beside its addresses: nobody else's, or a token for one would do for the other. */
import type { Environment } from "../environment";
import { checksInto, type Mistake } from "../refuse";
import type { Exposure } from "./exposure";

const takenIn = new WeakMap<Environment, Map<string, string>>();

export function takeAudiences(environment: Environment, who: string, audiences: readonly string[]): void {
  const taken = takenIn.get(environment) ?? new Map();
  takenIn.set(environment, taken);
  for (const audience of audiences) taken.set(audience, who);
}

export function audienceMistakes(
  environment: Environment,
  exposure: Exposure,
  audiences: readonly string[] | undefined,
): Mistake[] {
  if (audiences === undefined) return [];
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(exposure === "internal", "audiences", "are asked for by nobody: only an internal service asks who calls");
  check(audiences.length > 0, "audiences", "names none; leave it out for the service's addresses alone");
  audiences.forEach((audience, i) => {
    const path = `audiences[${i}]`;
    const other = takenIn.get(environment)?.get(audience);
    check(/^https:\/\/[^\s/]+\S*$/.test(audience), path, `${JSON.stringify(audience)} is not a URL of https`);
    check(!/\.run\.app(\/|$)/.test(audience), path, `${audience} is an address of Cloud Run's, which are taken anyway`);
    check(other === undefined, path, `${audience} is ${other}'s; a token for it would let its caller in here`);
    check(audiences.indexOf(audience) === i, path, `${audience} is listed twice`);
  });
  return mistakes;
}
