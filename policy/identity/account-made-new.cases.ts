import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./account-made-new";

export default cases(policy, {
  passing: [{ title: "is made", props: { accountId: "run-registry" } }],
  failing: [
    {
      title: "is taken over, so that an error goes away",
      props: { accountId: "run-registry", createIgnoreAlreadyExists: true },
      at: ["createIgnoreAlreadyExists"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { createIgnoreAlreadyExists: Unknown } }],
});
