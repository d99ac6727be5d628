import { policy } from "../policy";
import { tentative } from "../settings";
import { opensErrorPages } from "../storage/error-pages";
import { Unknown } from "../values";
import { refuseEveryone } from "./bindings";
import { grants } from "./grants";

export default policy({
  name: "no-grant-to-everyone",
  refuses: "a right for everyone, or for everyone with an account of Google",
  because: "anyone can make such an account in a minute, so either is the whole internet",
  fix: "name who is meant: a service account, a group",
  severity: "critical",
  same: [
    "checkov:CKV_GCP_113",
    "checkov:CKV_GCP_28",
    "checkov:CKV_GCP_99",
    "checkov:CKV_GCP_100",
    "checkov:CKV_GCP_112",
    "trivy:GCP-0001",
    "trivy:GCP-0046",
    "gcp-pac:artifactregistry-iam-disallow-public-access",
    "gcp-pac:storage-disallow-public-access",
  ],
  applies: (type) => grants(type) !== undefined,
  check(resource, report) {
    const opens = opensErrorPages(resource);
    if (opens === true) return "not applicable";
    refuseEveryone(resource.props, grants(resource.type) ?? [], opens === Unknown ? tentative(report) : report);
    return undefined;
  },
});
