/** How long others may remember a record. */
import type { Request, Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";

class RefusedRecord extends CloudflareRefusal {
  constructor({ operation, id, inputs: { zoneId } }: Request, code: number, message: string) {
    const path = `zones/${zoneId}/dns_records`;
    super(operation === "create" ? `POST ${path}` : `PUT ${path}/${id}`, "400 Bad Request", code, message);
  }
}

export class TtlOutsideLimits extends RefusedRecord {
  constructor(request: Request) {
    super(request, 9021, "TTL must be between 60 and 86400 seconds, or 1 for Automatic.");
  }
}

export class TtlOfProxied extends RefusedRecord {
  constructor(request: Request) {
    super(request, 9009, "TTL must be set to 1 when proxied is true.");
  }
}

/** The API's word for "whatever suits". */
const automatic = 1;

export const recordTtl: Rule = {
  name: "record-ttl",
  demands: "A record is remembered for 60 to 86,400 seconds, or for 1, which means automatic; a proxied one for 1.",
  answer: "400 Bad Request, 9021: TTL must be between 60 and 86400 seconds, or 1 for Automatic.",
  sources: [
    "timothymiller/cloudflare-ddns#179",
    "sil-org/serverless-mfa-api#125 (a proxied one; no source of the words was found, and they are ours)",
  ],
  types: ["cloudflare:index/dnsRecord:DnsRecord"],
  before: ["create", "update"],
  check(request) {
    const { ttl, proxied } = request.inputs;
    if (typeof ttl !== "number" || ttl === automatic) return;
    if (ttl < 60 || ttl > 86400) throw new TtlOutsideLimits(request);
    if (proxied === true) throw new TtlOfProxied(request);
  },
};
