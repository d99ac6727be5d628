import type { PropertyMap } from "../../values";
import type { Behaviours } from "../behaviour";
import { decimal, digest } from "../template";

export const behaviour: Behaviours = {
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": {
    outputs({ id, inputs }) {
      const hash = digest(id);
      // A record per project has a name of its own, so that several projects can prove one domain.
      const name = inputs.type === "PER_PROJECT_RECORD" ? `_acme-challenge_${hash.slice(0, 16)}` : "_acme-challenge";
      return {
        type: "FIXED_RECORD",
        dnsResourceRecords: [
          {
            name: `${name}.${String(inputs.domain)}.`,
            type: "CNAME",
            data: `${hash.slice(0, 36)}.${decimal(hash, 2)}.authorize.certificatemanager.goog.`,
          },
        ],
      };
    },
  },
  "gcp:certificatemanager/certificate:Certificate": {
    outputs: ({ inputs }) => ({ sanDnsnames: (inputs.managed as PropertyMap | undefined)?.domains ?? [] }),
  },
  "gcp:certificatemanager/certificateMap:CertificateMap": {
    outputs: () => ({ gclbTargets: [] }),
  },
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": {
    outputs: () => ({ state: "ACTIVE" }),
  },
};
