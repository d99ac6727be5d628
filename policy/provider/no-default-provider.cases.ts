import { cases } from "../cases";
import policy from "./no-default-provider";

const bucket = "gcp:storage/bucket:Bucket";

export default cases(policy, {
  passing: [
    { title: "has the environment's provider", type: bucket, provider: "dev-ada/gcp", props: {} },
    { title: "has a provider that only sounds like it", type: bucket, provider: "default-region", props: {} },
  ],
  failing: [
    { title: "has none", type: bucket, provider: "default_9_37_0", props: {}, at: ["provider"] },
    {
      title: "has none, for Cloudflare",
      type: "cloudflare:index/r2Bucket:R2Bucket",
      provider: "default",
      props: {},
      at: ["provider"],
    },
  ],
  unknown: "a provider's name is always known",
  notApplicable: [
    { title: "touches no cloud", type: "random:index/randomId:RandomId", provider: "default_4_21_2", props: {} },
    { title: "comes without its provider", type: bucket, props: {} },
  ],
});
