import { Accounts, account, type NamedAccount, sourcesOf } from "../identity/accounts";
import { callers } from "../identity/callers";
import { customRole } from "../identity/custom-roles";
import { isWorkload } from "../identity/workloads";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { type Known, Unknown } from "../values";
import { type Address, type Use, usesIn } from "./addresses";
import { SecretTexts, secretVersion } from "./secret-texts";
import { letsCall, nameOf, Services, serviceTypes } from "./services";

/** A caller without an account is judged by `calls-as-own-account`, a workload without one by `own-service-account`. */
export default stackPolicy({
  name: "no-walk-around",
  refuses: "the address of a service in the hands of one who was never granted to call it",
  because:
    "the call is refused, or works by a grant that nobody made for it; and whoever reads who may call whom reads " +
    "something that is not so",
  fix:
    "grant the caller's account roles/run.invoker on that service in that region, together with the address " +
    "(Flotilla: put SERVICE.call() into its can list)",
  severity: "high",
  applies: (type) =>
    type === account ||
    type === customRole ||
    type === secretVersion ||
    isWorkload(type) ||
    serviceTypes.includes(type) ||
    type in callers ||
    letsCall(type),
  checkStack(resources, report) {
    const services = new Services(resources);
    const accounts = new Accounts(resources);
    const secrets = new SecretTexts(resources);
    for (const use of resources.flatMap((resource) => [...usesIn(resource, secrets)])) {
      const caller = accounts.named(use.by, use.account.path, use.account.value);
      if (caller === undefined) report.unknown(use.by, use.account.path);
      else if (use.addresses === Unknown) judgeUnknown(use, caller, services, report);
      else for (const address of use.addresses) judge(use, address, caller, services, report);
    }
  },
});

/** A service outside the stack is granted by its owner, in a stack of the owner's. */
function judge(
  { by, path }: Use,
  address: Address,
  caller: NamedAccount,
  services: Services,
  report: StackReport,
): void {
  const found = services.at(address);
  if (found === Unknown) report.unknown(by, path);
  if (found === Unknown || found.length === 0 || found.every((service) => isSame(by, service))) return;
  const lets = together(found.map((service) => services.lets(caller.key, service, address.region)));
  const where = address.region === undefined ? "" : ` in ${address.region}`;
  if (lets === Unknown) report.unknown(by, path);
  else if (!lets)
    report.violation(by, path, `leads to the service "${address.name}"${where}, which ${caller.called} may not call`);
}

/** A value made of a service that is made in this run: it is an address if only an address can stand there. */
function judgeUnknown(
  { by, path, isAddress }: Use,
  caller: NamedAccount,
  services: Services,
  report: StackReport,
): void {
  const sources = sourcesOf(by, path).filter(({ type, urn }) => serviceTypes.includes(type) && urn !== by.urn);
  const lets = together(sources.map((service) => services.lets(caller.key, service)));
  const [first] = sources;
  if (first === undefined || lets !== false || !isAddress) report.unknown(by, path);
  else report.violation(by, path, `is made from the new service "${first.name}", which ${caller.called} may not call`);
}

/** What holds for each of the services that may be meant holds; what holds for some is not known. */
function together(answers: readonly Known[]): Known {
  const [first = Unknown] = answers;
  return answers.every((answer) => answer === first) ? first : Unknown;
}

/** A service may know its own address, in whichever region: to tell whether a token was meant for it. */
function isSame(by: StackResource, service: StackResource): boolean {
  return by.type === service.type && nameOf(by) === nameOf(service);
}
