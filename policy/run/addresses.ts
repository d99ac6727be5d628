/** The addresses of Cloud Run services that a stack uses, and who uses them. */
import { type Caller, callers } from "../identity/callers";
import { accountPath, isWorkload } from "../identity/workloads";
import type { StackResource } from "../policy";
import { places } from "../secrets/places";
import { isSet } from "../settings";
import { at, find, leaves, Unknown, type Value } from "../values";
import type { SecretTexts } from "./secret-texts";

export interface Address {
  /** As it stands, without the tag of a revision. */
  host: string;
  name: string;
  /** The older form of an address tells neither region nor project. */
  region?: string;
  number?: string;
}

/**
 * By name and project number, and the older form by name and hash: cloud.google.com/run/docs/triggering/https-request. In the
 * place of the region may stand what a program fills in: `{region}`, `$(REGION)`, `%s`.
 */
const forms = [
  /(?<![\w.-])(?:[a-z][a-z\d-]*---)?(?<host>(?<name>[a-z][a-z\d-]*)-(?<number>\d{6,})\.(?<region>[a-z]+-[a-z]+\d+)\.run\.app)\b/gi,
  /(?<![\w.-])(?:[a-z][a-z\d-]*---)?(?<host>(?<name>[a-z][a-z\d-]*)-[a-z\d]{10}-[a-z]{1,3}\.a\.run\.app)\b/gi,
  /(?<![\w.-])(?:[a-z][a-z\d-]*---)?(?<host>(?<name>[a-z][a-z\d-]*)-(?<number>\d{6,})\.[$%{(<[*]+\w*[})>\]]*\.run\.app)\b/gi,
];

export function addressesIn(text: string): Address[] {
  const found = forms.flatMap((form) => [...readable(text).matchAll(form)]);
  return found.map(({ groups: { host = "", name = "", region, number } = {} }) => ({
    host: host.toLowerCase(),
    name: name.toLowerCase(),
    ...(region !== undefined && { region: region.toLowerCase() }),
    ...(number !== undefined && { number }),
  }));
}

/** As whoever gets it reads it: written for the query of another address, or a configuration in base64. */
function readable(text: string): string {
  if (text.includes("%")) return text.replace(/%[\da-f]{2}/gi, " ");
  if (!/^[\w+/\s-]{24,}={0,2}\s*$/.test(text)) return text;
  const decoded = Buffer.from(text, "base64").toString();
  return decoded.includes(".run.app") ? decoded : text;
}

export interface Use {
  by: StackResource;
  path: string;
  /** Unknown where a preview cannot see what stands there. */
  addresses: readonly Address[] | typeof Unknown;
  /** Whether nothing but an address can stand there. */
  isAddress: boolean;
  /** As whom it is called, and where that is said. */
  account: { path: string; value: Value };
}

/** What is called so holds where something is to be reached. */
const soundsLikeAddress = /(^|_)(URL|URI|HOST|HOSTNAME|ORIGIN|ADDRESS|ENDPOINT)$/i;

/** Every place of a resource in which an address may stand, where it also says as whom it calls. */
export function* usesIn(by: StackResource, secrets: SecretTexts): Generator<Use> {
  const account = accountOf(by);
  if (account === undefined) return;
  const use = (path: string, value: Value, isAddress: boolean): Use => ({
    by,
    path,
    addresses: value === Unknown ? Unknown : addressesIn(String(value)),
    isAddress,
    account,
  });
  for (const { path, value, name } of textsOf(by))
    yield use(path, value, name === undefined || soundsLikeAddress.test(name));
  for (const { path, addresses } of secrets.namedIn(by)) yield { by, path, addresses, isAddress: false, account };
  const { service, region, isGiven } = namedDestination(by);
  if (typeof service === "string" && typeof region === "string")
    yield {
      by,
      path: "destination.cloudRunService.service",
      addresses: [{ host: service, name: service.replace(/^.*\//, ""), region }],
      isAddress: true,
      account,
    };
  else if (isGiven) yield use("destination.cloudRunService.service", Unknown, true);
}

function accountOf(by: StackResource): Use["account"] | undefined {
  const patterns = isWorkload(by.type) ? [accountPath(by.type) ?? ""] : (callers[by.type]?.accounts ?? []);
  for (const { path, value } of patterns.flatMap((pattern) => find(by.props, pattern)))
    if (isSet(value)) return { path, value };
  return undefined;
}

interface Text {
  path: string;
  value: Value;
  /** What it is called; undefined where nothing but an address can stand there. */
  name: string | undefined;
}

function* textsOf({ type, props }: StackResource): Generator<Text> {
  for (const pattern of (callers[type] as Caller | undefined)?.addresses ?? [])
    for (const { path, value } of find(props, pattern))
      for (const leaf of leaves(value ?? [], path))
        yield { ...leaf, name: callers[type]?.isText ? leaf.path : undefined };
  if (!isWorkload(type)) return;
  const { variables, maps, words } = places[type];
  for (const { path, value: variable } of variables.flatMap((pattern) => find(props, pattern))) {
    const name = at(variable, "name");
    const value = at(variable, "value");
    if (value !== undefined) yield { path: `${path}.value`, value, name: typeof name === "string" ? name : "" };
  }
  for (const { path, value = [] } of maps.flatMap((pattern) => find(props, pattern)))
    for (const leaf of leaves(value, path)) yield { ...leaf, name: leaf.path };
  for (const { path, value } of words.flatMap((pattern) => find(props, pattern)))
    if (value !== undefined) yield { path, value, name: "" };
}

/** Eventarc names a service instead of giving its address; the region is the trigger's where none is named. */
function namedDestination({ type, props }: StackResource) {
  const block = type === "gcp:eventarc/trigger:Trigger" ? at(props.destination, "cloudRunService") : undefined;
  const region = at(block, "region");
  return { service: at(block, "service"), region: region ?? props.location, isGiven: block !== undefined };
}
