import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./foundation-protected";

const type = "gcp:compute/subnetwork:Subnetwork";
const zone = "gcp:dns/managedZone:ManagedZone";
const at = ["protect"];

export default cases(policy, {
  passing: [
    { title: "is protected", type, props: { name: "main" }, protect: true },
    { title: "is not deleted by its provider", type, props: { name: "main", deletionPolicy: "PREVENT" } },
  ],
  failing: [
    { title: "is a subnet", type, props: { name: "main" }, at },
    { title: "is a subnet that is only forgotten", type, props: { name: "main", deletionPolicy: "ABANDON" }, at },
    { title: "is a network", type: "gcp:compute/network:Network", props: { name: "main" }, at },
    { title: "is a key ring", type: "gcp:kms/keyRing:KeyRing", props: { location: "europe-west1" }, at },
    { title: "is the way to other services", type: zone, props: { dnsName: "run.app.", visibility: "private" }, at },
    {
      title: "is a role of one's own, whose name is gone for weeks",
      type: "gcp:projects/iAMCustomRole:IAMCustomRole",
      props: { roleId: "observe" },
      at,
    },
    {
      title: "is what managed services stand behind",
      type: "gcp:servicenetworking/connection:Connection",
      props: { service: "servicenetworking.googleapis.com" },
      at,
    },
  ],
  unknown: [
    { title: "takes the policy from a new resource", type, props: { deletionPolicy: Unknown } },
    { title: "may be public", type: zone, props: { dnsName: "example.dev.", visibility: Unknown } },
  ],
  notApplicable: [{ title: "is a public zone", type: zone, props: { dnsName: "example.dev." } }],
});
