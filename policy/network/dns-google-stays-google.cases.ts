import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./dns-google-stays-google";

export default cases(policy, {
  passing: [
    {
      title: "answers with Google's private addresses",
      props: { name: "private.googleapis.com.", type: "A", rrdatas: ["199.36.153.8", "199.36.153.9"] },
    },
    {
      title: "answers with them over IPv6",
      props: { name: "run.app.", type: "AAAA", rrdatas: ["2600:2d00:0002:2000::"] },
    },
    {
      title: "leads to the one name that does",
      props: { name: "*.googleapis.com.", type: "CNAME", rrdatas: ["private.googleapis.com."] },
    },
  ],
  failing: [
    {
      title: "leads the services to a proxy, to see what they say",
      props: { name: "*.run.app.", type: "A", rrdatas: ["10.0.0.7"] },
      at: ["rrdatas[0]"],
    },
    {
      title: "has a digit wrong",
      props: { name: "private.googleapis.com.", type: "A", rrdatas: ["199.36.153.8", "199.36.135.9"] },
      at: ["rrdatas[1]"],
    },
    {
      title: "leads elsewhere by another name",
      props: { name: "storage.googleapis.com.", type: "CNAME", rrdatas: ["mirror.example.dev."] },
      at: ["rrdatas[0]"],
    },
  ],
  unknown: [
    { title: "takes the address from a new resource", props: { name: "run.app.", type: "A", rrdatas: [Unknown] } },
    { title: "may be one of Google's names", props: { name: Unknown, type: "A", rrdatas: ["10.0.0.7"] } },
  ],
  notApplicable: [
    {
      title: "is a name of one's own",
      props: { name: "registry.example.dev.", type: "A", rrdatas: ["203.0.113.7"] },
    },
  ],
});
