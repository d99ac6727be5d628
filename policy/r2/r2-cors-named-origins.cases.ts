import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./r2-cors-named-origins";

const cors = (origins: Value, methods: Value = ["GET"]): Props => ({
  bucketName: "layers",
  rules: [{ allowed: { origins, methods } }],
});

export default cases(policy, {
  passing: [
    { title: "names an origin that writes", props: cors(["https://registry.example.dev"], ["GET", "PUT"]) },
    { title: "lets all of a domain read", props: cors(["https://*.example.dev"], ["GET", "HEAD"]) },
    { title: "is tried out on one's own machine", props: cors(["http://localhost:5173"]) },
    { title: "has no rules", props: { bucketName: "layers" } },
  ],
  failing: [
    { title: "lets everyone read", props: cors(["*"]), at: ["rules[0].allowed.origins[0]"] },
    {
      title: "lets everyone in by a scheme",
      props: cors(["https://registry.example.dev", "https://*"]),
      at: ["rules[0].allowed.origins[1]"],
    },
    {
      title: "trusts pages without TLS",
      props: cors(["http://registry.example.dev"]),
      at: ["rules[0].allowed.origins[0]"],
    },
    {
      title: "lets all of a domain write",
      props: cors(["https://*.example.dev"], ["GET", "PUT"]),
      at: ["rules[0].allowed.methods[1]"],
    },
  ],
  unknown: [
    { title: "takes an origin from a new resource", props: cors([Unknown]) },
    { title: "takes a method from a new resource", props: cors(["https://*.example.dev"], ["GET", Unknown]) },
    { title: "takes the rules from a new resource", props: { bucketName: "layers", rules: Unknown } },
  ],
});
