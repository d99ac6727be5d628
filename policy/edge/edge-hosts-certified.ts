import { Things } from "../events/things";
import { every, some } from "../known";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { at, find, Unknown } from "../values";
import { authorization, certificate, certificateMap, covers, coversOne, domainsOf, entry, named } from "./certificates";
import { hostsIn } from "./url-maps";

const urlMap = "gcp:compute/uRLMap:URLMap";
const proxy = "gcp:compute/targetHttpsProxy:TargetHttpsProxy";

/** Of the chain from a host to the proof of its certificate, as far as it is made in this stack. */
export default stackPolicy({
  name: "edge-hosts-certified",
  refuses: "a host of the load balancer without a certificate for it, or with one for another name",
  because:
    "whoever asks for it is shown somebody else's certificate and turns away, or learns to click the warning away; and it is " +
    "seen only once the host is in use",
  fix:
    "give the host an entry in the certificate map, with a certificate whose managed.domains names it and whose DNS " +
    "authorisation is for it (Flotilla's Edge makes all three)",
  severity: "medium",
  applies: [urlMap, proxy, certificateMap, entry, certificate, authorization],
  checkStack(resources, report) {
    for (const one of resources) {
      if (one.type === proxy) judgeHosts(one, resources, report);
      if (one.type === entry) judgeEntry(one, resources, report);
      if (one.type === certificate) judgeProofs(one, resources, report);
    }
  },
});

function judgeHosts(by: StackResource, resources: readonly StackResource[], report: StackReport): void {
  const [maps, lists] = [new Things(resources, urlMap, "name"), new Things(resources, certificateMap, "name")];
  const list = lists.key(by, "certificateMap", by.props.certificateMap);
  const map = resources.find(
    ({ type, ...other }) =>
      type === urlMap && maps.isSame(maps.keyOf({ type, ...other }), maps.key(by, "urlMap", by.props.urlMap)) === true,
  );
  const isOurs = resources.some((one) => one.type === certificateMap && lists.isSame(lists.keyOf(one), list) === true);
  if (map === undefined || !isOurs) return;
  const entries = resources.filter(({ type }) => type === entry);
  for (const { path, value: host } of hostsIn(map.props)) {
    const answers = entries.map((one) =>
      every(
        lists.isSame(lists.key(one, "map", one.props.map), list),
        some([one.props.matcher === "PRIMARY", covers(one.props.hostname, host)]),
      ),
    );
    if (host === Unknown || (!answers.includes(true) && answers.includes(Unknown))) report.unknown(map, path);
    else if (!answers.includes(true))
      report.violation(map, path, `is ${String(host)}, for which there is no certificate`);
  }
}

function judgeEntry(by: StackResource, resources: readonly StackResource[], report: StackReport): void {
  const { certificates, hostname } = by.props;
  const found = named(by, "certificates[]", certificate, resources);
  const answer = coversOne((found ?? []).flatMap(domainsOf), hostname ?? Unknown);
  if (Array.isArray(certificates) && certificates.length === 0) report.violation(by, "certificates", "names none");
  else if (found === undefined || answer === Unknown) report.unknown(by, "certificates");
  else if (!answer) report.violation(by, "hostname", `is ${String(hostname)}, which "${found[0]?.name}" is not for`);
}

function judgeProofs(by: StackResource, resources: readonly StackResource[], report: StackReport): void {
  const proofs = at(by.props.managed, "dnsAuthorizations");
  if (proofs === undefined || (Array.isArray(proofs) && proofs.length === 0)) return; // edge-certificate-first
  const found = named(by, "managed.dnsAuthorizations[]", authorization, resources);
  for (const { path, value: domain } of find(by.props, "managed.domains[]")) {
    const proven = (found ?? []).map(({ props }) =>
      covers(props.domain, typeof domain === "string" ? domain.replace(/^\*\./, "") : domain),
    );
    if (found === undefined || (!proven.includes(true) && proven.includes(Unknown)) || domain === Unknown)
      report.unknown(by, path);
    else if (!proven.includes(true))
      report.violation(by, path, `is ${String(domain)}, which none of its proofs is for`);
  }
}
