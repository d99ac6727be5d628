import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./random-enough";

const password = "random:index/randomPassword:RandomPassword";
const id = "random:index/randomId:RandomId";

export default cases(policy, {
  passing: [
    { title: "is a password that nobody guesses", type: password, props: { length: 32 } },
    { title: "is an id of six digits", type: id, props: { byteLength: 3 } },
  ],
  failing: [
    { title: "is a password that a person could type", type: password, props: { length: 8 }, at: ["length"] },
    { title: "is an id of two digits, which looks nicer", type: id, props: { byteLength: 1 }, at: ["byteLength"] },
    {
      title: "is a key of 64 bits",
      type: "random:index/randomBytes:RandomBytes",
      props: { length: 8 },
      at: ["length"],
    },
  ],
  unknown: [{ title: "takes its length from a new resource", type: password, props: { length: Unknown } }],
});
