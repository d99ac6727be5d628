/** What stands before the services: forwarding rules, the firewall, addresses, certificates, zones. */
import type { Deployment, Resource } from "../deployment";
import { rows } from "../prices";
import { mapsAt, textAt, valueAt } from "../values";
import { type Estimator, each, referred } from "./finding";

/** How many rules the price for the first ones covers. */
const firstRules = 5;

/** Counted per project: all rules of an environment together, whatever they are for. */
export const forwardingRules: Estimator = (rules) => {
  const resources = rules.map(({ urn }) => urn);
  const further = rules.length - firstRules;
  return [
    {
      price: "forwarding-rules",
      quantity: 1,
      reason: `${rules.length} rules, at one price up to ${firstRules}`,
      resources,
    },
    ...(further > 0
      ? [{ price: "forwarding-rule" as const, quantity: further, reason: `more than ${firstRules}`, resources }]
      : []),
  ];
};

/** Kinds that come with Cloud Armor Standard (cloud.google.com/armor/docs/security-policy-overview). */
const standardKinds = ["CLOUD_ARMOR", "CLOUD_ARMOR_EDGE"];

export const securityPolicy = each(({ properties }) => {
  const kind = textAt(properties, "type") ?? "CLOUD_ARMOR";
  if (!standardKinds.includes(kind)) return [{ price: "armor-enterprise", quantity: 1, reason: `its type is ${kind}` }];
  const rules = mapsAt(properties, "rules").length;
  return [
    { price: "armor-policy", quantity: 1, reason: "paid for whether requests come or not" },
    { price: "armor-rule", quantity: Math.max(rules, 1), reason: "with the default rule" },
  ];
});

export const globalAddress = each((address, deployment) => {
  const { properties } = address;
  if ((textAt(properties, "addressType") ?? "EXTERNAL") !== "EXTERNAL") return [{ free: "is an internal address" }];
  if (isUsed(address, deployment)) return [{ free: "is in use by a forwarding rule, which is paid for" }];
  const isIpv6 = textAt(properties, "ipVersion") === "IPV6";
  return [
    { price: isIpv6 ? "address-unused-ipv6" : "address-unused", quantity: 1, reason: "no forwarding rule has it" },
  ];
});

function isUsed(address: Resource, deployment: Deployment): boolean {
  const type = "gcp:compute/globalAddress:GlobalAddress";
  return deployment
    .filter((one) => one.type === "gcp:compute/globalForwardingRule:GlobalForwardingRule")
    .some((rule) => referred(rule, "ipAddress", type, deployment) === address);
}

/** A project's first ones are free. */
export const certificates: Estimator = (all) => {
  const included = rows.certificate.included ?? 0;
  const resources = all.map(({ urn }) => urn);
  const paid = all.length - included;
  if (paid <= 0) return [{ free: `among the ${included} that a project has free`, resources }];
  return [{ price: "certificate", quantity: paid, reason: `${included} of ${all.length} are free`, resources }];
};

export const managedZone = each(() => [
  { price: "dns-zone", quantity: 1, reason: "paid for whether it is asked or not" },
]);

/** The gateway costs by the VMs and the traffic that use it, of which there are none; its addresses always. */
export const routerNat = each(({ properties }) => {
  const given = valueAt(properties, "natIps");
  if (Array.isArray(given) && given.length > 0)
    return [{ price: "nat-address", quantity: given.length, reason: "paid for while the gateway has them" }];
  return [{ unpriced: `how many addresses Google gives it is not known: ${rows["nat-address"].usd} USD an hour each` }];
});
