import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./logs-keep-audit";

const type = "gcp:logging/projectExclusion:ProjectExclusion";
const sink = "gcp:logging/projectSink:ProjectSink";
const excludes = (filter: Value, more: Props = {}): Props => ({ name: "dear", filter, ...more });

export default cases(policy, {
  passing: [
    {
      title: "drops requests that went well",
      type,
      props: excludes('log_id("run.googleapis.com/requests") AND httpRequest.status<400'),
    },
    {
      title: "drops what is chatty and no audit log",
      type,
      props: excludes('resource.type="cloud_run_revision" AND NOT logName:"cloudaudit.googleapis.com"'),
    },
    { title: "is switched off", type, props: excludes('logName:"cloudaudit.googleapis.com"', { disabled: true }) },
    {
      title: "leaves one log out of a sink",
      type: sink,
      props: { exclusions: [{ name: "health", filter: 'resource.type="http_load_balancer"' }] },
    },
  ],
  failing: [
    {
      title: "drops who read data, for its price",
      type,
      props: excludes('logName:"cloudaudit.googleapis.com%2Fdata_access"'),
      at: ["filter"],
    },
    { title: "drops whatever is no warning", type, props: excludes("severity<WARNING"), at: ["filter"] },
    {
      title: "drops who was asked by a loud account",
      type,
      props: excludes('protoPayload.authenticationInfo.principalEmail="deploy@example.iam.gserviceaccount.com"'),
      at: ["filter"],
    },
    {
      title: "leaves them out of a sink",
      type: sink,
      props: {
        exclusions: [
          { name: "health", filter: 'resource.type="http_load_balancer"' },
          { name: "reads", filter: 'log_id("cloudaudit.googleapis.com/data_access")' },
        ],
      },
      at: ["exclusions[1].filter"],
    },
  ],
  unknown: [
    { title: "takes the filter from elsewhere", type, props: excludes(Unknown) },
    { title: "may be switched off", type, props: excludes("severity<WARNING", { disabled: Unknown }) },
    { title: "takes an exclusion of a sink from elsewhere", type: sink, props: { exclusions: [Unknown] } },
  ],
  notApplicable: [{ title: "is a sink that takes all", type: sink, props: { filter: "severity>=ERROR" } }],
});
