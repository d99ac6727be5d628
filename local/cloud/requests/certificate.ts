/** Whether a proxy has a certificate for a host that is issued, and will be issued again when it runs out. */
import { withoutHost } from "../references";
import { objectOf, objectsOf, textOf, textsOf } from "../typed";
import type { World, WorldRecord } from "../world";

const types = {
  entry: "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
  map: "gcp:certificatemanager/certificateMap:CertificateMap",
  certificate: "gcp:certificatemanager/certificate:Certificate",
  authorization: "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
} as const;

/** What is wrong with the host's certificate there; nothing where all is well. */
export function certificateFault(world: World, proxy: WorldRecord, host: string): string | undefined {
  const map = world.get(types.map, withoutHost(textOf(proxy.inputs.certificateMap) ?? ""));
  if (!map) return `${proxy.id} has no certificates`;
  const entries = world.ofType(types.entry).filter(({ id }) => id.startsWith(`${map.id}/`));
  const named = (name: string) => entries.find(({ inputs }) => inputs.hostname === name);
  const entry = named(host) ?? named(wildcardOf(host)) ?? entries.find(({ inputs }) => inputs.matcher === "PRIMARY");
  if (!entry) return `${map.id} has no certificate for ${host}`;
  const certificates = textsOf(entry.inputs.certificates).map((id) => world.get(types.certificate, withoutHost(id)));
  if (certificates.some((certificate) => certificate && faultOf(world, certificate, host) === undefined))
    return undefined;
  const [first] = certificates;
  return first ? faultOf(world, first, host) : `${entry.id} names a certificate that is gone`;
}

/** Google issues one while every domain of it is proven: its authorisation stands, and the record it asks for. */
function faultOf(world: World, { id, inputs }: WorldRecord, host: string): string | undefined {
  const { domains, dnsAuthorizations } = objectOf(inputs.managed);
  if (!textsOf(domains).some((domain) => domain === host || domain === wildcardOf(host)))
    return `${id} is not for ${host}`;
  const unproven = textsOf(dnsAuthorizations).find((authorization) => !isProven(world, withoutHost(authorization)));
  return unproven && `${id} is not issued: ${unproven} is not proven by a record in DNS`;
}

/** Whether the record that an authorisation asks for is in DNS. */
export function isProven(world: World, id: string): boolean {
  const authorization = world.get(types.authorization, id);
  const [asked] = objectsOf(authorization?.outputs.dnsResourceRecords);
  if (!asked) return false;
  const [name, data] = [String(asked.name), String(asked.data)];
  const bare = (text: unknown) => String(text).replace(/\.$/, "");
  return (
    world
      .ofType("cloudflare:index/dnsRecord:DnsRecord")
      .some(({ inputs }) => inputs.name === bare(name) && inputs.content === bare(data)) ||
    world
      .ofType("gcp:dns/recordSet:RecordSet")
      .some(({ inputs }) => inputs.name === name && textsOf(inputs.rrdatas).includes(data))
  );
}

const wildcardOf = (host: string) => host.replace(/^[^.]+/, "*");
