/** Who was granted to call which service. */
import { type Accounts, sourceOf } from "../identity/accounts";
import { grantsIn } from "../identity/bindings";
import { isWide } from "../identity/wide-grants";
import type { StackResource } from "../policy";
import { Unknown } from "../values";
import { service } from "./exposure";

/** A grant on a service, or on all services of a project, folder or organisation. */
export function grantsCalling(type: string): boolean {
  return /^gcp:cloudrunv2\/serviceIam(Member|Binding|Policy):/.test(type) || isWide(type);
}

/** cloud.google.com/iam/docs/roles-permissions/run: those with run.routes.invoke. What a custom role holds nobody sees here. */
const invoking = /^(roles\/run\.(invoker|servicesInvoker|admin)|(projects|organizations)\/.+\/roles\/.+)$/;

export class Invokers {
  /** Of an account that is known by name, on a service that is known; undefined stands for all services. */
  readonly #known: { account: string; of: { name: string; location: string } | undefined }[] = [];
  #hasUnknown = false;

  constructor(resources: readonly StackResource[], accounts: Accounts) {
    for (const grant of resources.filter(({ type }) => grantsCalling(type)))
      for (const { role, member, path } of grantsIn(grant.props)) {
        if (role !== Unknown && !invoking.test(String(role))) continue;
        const account = accounts.named(grant, path, member);
        const of = serviceOf(grant);
        if (role === Unknown || account === undefined || of === Unknown) this.#hasUnknown = true;
        else this.#known.push({ account: account.key, of });
      }
  }

  /** Unknown where a grant of which a preview cannot see all could be the one. */
  mayCall(account: string, { props }: StackResource): boolean | typeof Unknown {
    const { name, location } = props;
    const found = this.#known.some(
      (grant) => grant.account === account && (!grant.of || (grant.of.name === name && grant.of.location === location)),
    );
    return found || (this.#hasUnknown ? Unknown : false);
  }
}

function serviceOf(grant: StackResource): { name: string; location: string } | undefined | typeof Unknown {
  if (!grant.type.startsWith("gcp:cloudrunv2/")) return undefined;
  const made = sourceOf(grant, "name", service);
  const name = grant.props.name === Unknown && made ? made.props.name : grant.props.name;
  const location = grant.props.location === Unknown && made ? made.props.location : grant.props.location;
  if (typeof name !== "string" || name === "") return Unknown;
  const [, full] = /\/locations\/([^/]+)\/services\//.exec(name) ?? [];
  const place = full ?? location;
  return typeof place === "string" ? { name: name.slice(name.lastIndexOf("/") + 1), location: place } : Unknown;
}
