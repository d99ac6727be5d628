/** How long others may remember a record. */
import type { Request, Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";

export class TtlOutsideLimits extends CloudflareRefusal {
  constructor({ operation, id, inputs: { zoneId } }: Request) {
    const path = `zones/${zoneId}/dns_records`;
    super(
      operation === "create" ? `POST ${path}` : `PUT ${path}/${id}`,
      "400 Bad Request",
      9021,
      "TTL must be between 60 and 86400 seconds, or 1 for Automatic.",
    );
  }
}

/** The API's word for "whatever suits". */
const automatic = 1;
const leastOfAnyPlan = 30;

export const recordTtl: Rule = {
  name: "record-ttl",
  demands:
    "A record is remembered for 60 to 86,400 seconds, or for 1, which means automatic. (A zone of an Enterprise plan takes 30 " +
    "and more, and nothing here knows the plan: from 30 on, nothing is refused.)",
  answer: "400 Bad Request, 9021: TTL must be between 60 and 86400 seconds, or 1 for Automatic.",
  sources: [
    "timothymiller/cloudflare-ddns#179",
    "https://developers.cloudflare.com/dns/manage-dns-records/reference/ttl/ (Enterprise)",
  ],
  types: ["cloudflare:index/dnsRecord:DnsRecord"],
  before: ["create", "update"],
  check(request) {
    const { ttl } = request.inputs;
    if (typeof ttl !== "number" || ttl === automatic) return;
    if (ttl < leastOfAnyPlan || ttl > 86400) throw new TtlOutsideLimits(request);
  },
};
