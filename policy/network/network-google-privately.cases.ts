import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-google-privately";

export default cases(policy, {
  passing: [{ title: "has it", props: { privateIpGoogleAccess: true } }],
  failing: [
    { title: "says nothing", props: { ipCidrRange: "10.0.0.0/20" }, at: ["privateIpGoogleAccess"] },
    { title: "refuses it", props: { privateIpGoogleAccess: false }, at: ["privateIpGoogleAccess"] },
  ],
  unknown: [{ title: "takes it from a new resource", props: { privateIpGoogleAccess: Unknown } }],
});
