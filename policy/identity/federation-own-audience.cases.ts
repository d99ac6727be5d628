import { cases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./federation-own-audience";

const oidc = (more: Props = {}): Props => ({
  oidc: { issuerUri: "https://token.actions.githubusercontent.com", ...more },
});
const provider = "projects/123456789012/locations/global/workloadIdentityPools/github/providers/github";

export default cases(policy, {
  passing: [
    { title: "leaves the audience to Google", props: oidc() },
    { title: "names itself", props: oidc({ allowedAudiences: [`https://iam.googleapis.com/${provider}`] }) },
  ],
  failing: [
    {
      title: "takes what GitHub makes when nobody says for whom",
      props: oidc({ allowedAudiences: [`//iam.googleapis.com/${provider}`, "https://github.com/example"] }),
      at: ["oidc.allowedAudiences[1]"],
    },
    {
      title: "takes tokens for another cloud",
      props: oidc({ allowedAudiences: ["sts.amazonaws.com"] }),
      at: ["oidc.allowedAudiences[0]"],
    },
  ],
  unknown: [
    { title: "takes an audience from a new resource", props: oidc({ allowedAudiences: [Unknown] }) },
    { title: "takes the audiences from a new resource", props: oidc({ allowedAudiences: Unknown }) },
  ],
  notApplicable: [{ title: "trusts no tokens of this kind", props: { aws: { accountId: "123456789012" } } }],
});
