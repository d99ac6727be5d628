/** A managed certificate is issued once every domain of it has been proved. */
import { withoutHost } from "../references";
import type { DefectRule } from "../rule";
import { objectOf, textsOf } from "../typed";
import type { World, WorldRecord } from "../world";
import { domainsOf } from "./entry-fits.rule";

const authorizationType = "gcp:certificatemanager/dnsAuthorization:DnsAuthorization";

export const domainProved: DefectRule = {
  name: "domain-proved",
  demands:
    "Each domain of a certificate that is proved by DNS has an authorisation, and where the record of that is in DNS it " +
    "says what the authorisation asks for.",
  answer:
    "Accepted. The certificate's state stays PROVISIONING, or becomes FAILED; one that was issued is not renewed.",
  sources: [
    "https://cloud.google.com/certificate-manager/docs/dns-authorizations",
    "https://cloud.google.com/certificate-manager/docs/troubleshooting",
  ],
  types: ["gcp:certificatemanager/certificate:Certificate"],
  inspect({ inputs }, world) {
    const authorizations = textsOf(objectOf(inputs.managed).dnsAuthorizations).flatMap(
      (path) => world.get(authorizationType, withoutHost(path)) ?? [],
    );
    if (authorizations.length === 0) return undefined; // the balancer proves them, or the rule of references has spoken
    const proved = new Set(authorizations.map((authorization) => authorization.inputs.domain));
    const unproved = domainsOf(inputs).find((domain) => !proved.has(domain.replace(/^\*\./, "")));
    if (unproved !== undefined) return `it is never issued: no authorisation proves ${unproved}; add one for it`;
    return authorizations
      .map((authorization) => wrongRecord(world, authorization))
      .find((fault) => fault !== undefined);
  },
};

/** Only a record that stands under the name asked for can be wrong: others may be in a zone that is not ours. */
function wrongRecord(world: World, { outputs }: WorldRecord): string | undefined {
  const [asked] = Array.isArray(outputs.dnsResourceRecords) ? outputs.dnsResourceRecords : [];
  const { name, data } = objectOf(asked);
  const found = recordsOf(world, bare(name));
  if (found.length === 0 || found.includes(bare(data))) return undefined;
  return `it is not renewed: ${bare(name)} leads to ${found.join(", ")} and not to ${bare(data)}`;
}

function recordsOf(world: World, name: string): string[] {
  const cloudflare = world
    .ofType("cloudflare:index/dnsRecord:DnsRecord")
    .filter(({ inputs }) => bare(inputs.name) === name)
    .map(({ inputs }) => bare(inputs.content));
  const google = world
    .ofType("gcp:dns/recordSet:RecordSet")
    .filter(({ inputs }) => bare(inputs.name) === name)
    .flatMap(({ inputs }) => textsOf(inputs.rrdatas).map(bare));
  return [...cloudflare, ...google];
}

const bare = (name: unknown) => String(name).replace(/\.$/, "");
