import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-no-way-out";

const network = "gcp:compute/network:Network";
const route = "gcp:compute/route:Route";
const nextHopGateway = "default-internet-gateway";

export default cases(policy, {
  passing: [
    { title: "is a network without routes", type: network, props: { deleteDefaultRoutesOnCreate: true } },
    { title: "leads to Google's APIs", type: route, props: { destRange: "199.36.153.8/30", nextHopGateway } },
  ],
  failing: [
    {
      title: "is a network with the routes that each gets",
      type: network,
      props: { autoCreateSubnetworks: false },
      at: ["deleteDefaultRoutesOnCreate"],
    },
    {
      title: "leads everywhere, to try something out",
      type: route,
      props: { destRange: "0.0.0.0/0", nextHopGateway },
      at: ["destRange"],
    },
    {
      title: "leads everywhere over IPv6",
      type: route,
      props: { destRange: "::/0", nextHopGateway },
      at: ["destRange"],
    },
  ],
  unknown: [{ title: "leads to something new", type: route, props: { destRange: Unknown, nextHopGateway } }],
});
