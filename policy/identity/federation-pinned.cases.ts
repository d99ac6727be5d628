import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./federation-pinned";

export default cases(policy, {
  passing: [
    {
      title: "trusts one owner by number",
      props: {
        attributeCondition: "assertion.repository_owner_id == '1000001'",
        oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
      },
    },
    {
      title: "has a condition for another issuer",
      props: { attributeCondition: "assertion.sub == 'build'", oidc: { issuerUri: "https://ci.example.dev" } },
    },
  ],
  failing: [
    {
      title: "trusts all of GitHub",
      props: { oidc: { issuerUri: "https://token.actions.githubusercontent.com" } },
      at: ["attributeCondition"],
    },
    {
      title: "trusts a name",
      props: {
        attributeCondition: "assertion.repository_owner == 'example'",
        oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
      },
      at: ["attributeCondition"],
    },
  ],
  unknown: [{ title: "takes the condition from a new resource", props: { attributeCondition: Unknown } }],
});
