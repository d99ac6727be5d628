import type { Environment } from "./environment";
import { checksInto, type Mistake } from "./refuse";

const hostPattern = /^(?=.{4,253}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What is wrong with a public host: it is one of the environment's own. */
export function hostMistakes(propertyPath: string, host: string, { domain }: Environment): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(hostPattern.test(host), propertyPath, `${JSON.stringify(host)} is not a host name`);
  check(
    host === domain || host.endsWith(`.${domain}`),
    propertyPath,
    `${JSON.stringify(host)} is outside ${domain}; make hosts with environment.host("…")`,
  );
  return mistakes;
}

/** The labels of a host as parts of names. A DNS label ends in no dash, so a wildcard's part is nobody else's. */
export function labelsOf(host: string): string[] {
  return host.split(".").map((label) => (label === "*" ? "any-" : label));
}
