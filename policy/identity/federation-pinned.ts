import { policy } from "../policy";
import { at, Unknown } from "../values";

const github = "https://token.actions.githubusercontent.com";
const byNumber = /assertion\.(repository_owner_id|repository_id)\b/;

export default policy({
  name: "federation-pinned",
  refuses: "a trust in other people's tokens that does not say whose",
  because:
    "the issuer signs for all its users alike, and a name at GitHub can be given up and taken by somebody else, but a " +
    "number cannot",
  fix:
    "set attributeCondition; for GitHub one that compares assertion.repository_owner_id or assertion.repository_id with " +
    "the number",
  severity: "critical",
  same: ["checkov:CKV_GCP_118", "checkov:CKV_GCP_125", "trivy:GCP-0068"],
  applies: "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
  check({ props }, { violation, unknown }) {
    const { attributeCondition } = props;
    const issuer = at(props.oidc, "issuerUri");
    if (attributeCondition === Unknown) unknown("attributeCondition");
    else if (attributeCondition === undefined || attributeCondition === "")
      violation("attributeCondition", "is not set");
    else if (issuer === Unknown) unknown("oidc.issuerUri");
    else if (String(issuer).startsWith(github) && !byNumber.test(String(attributeCondition)))
      violation("attributeCondition", "compares no number of an owner or repository");
  },
});
