import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./audit-complete";

const type = "gcp:projects/iAMAuditConfig:IAMAuditConfig";
const logs = (...logTypes: Value[]): Props => ({
  service: "allServices",
  auditLogConfigs: logTypes.map((logType) => ({ logType })),
});

export default cases(policy, {
  passing: [{ title: "logs all", type, props: logs("ADMIN_READ", "DATA_READ", "DATA_WRITE") }],
  failing: [
    { title: "logs what is free of charge alone", type, props: logs("ADMIN_READ"), at: ["auditLogConfigs"] },
    { title: "does not log who wrote", type, props: logs("ADMIN_READ", "DATA_READ"), at: ["auditLogConfigs"] },
    {
      title: "logs too little in a folder",
      type: "gcp:folder/iamAuditConfig:IamAuditConfig",
      props: logs("DATA_WRITE"),
      at: ["auditLogConfigs"],
    },
  ],
  unknown: [
    { title: "takes a kind from a new resource", type, props: logs("ADMIN_READ", Unknown) },
    { title: "may be of one service", type, props: { ...logs("ADMIN_READ"), service: Unknown } },
  ],
  notApplicable: [
    {
      title: "logs more of one service",
      type,
      props: { service: "secretmanager.googleapis.com", auditLogConfigs: [{ logType: "DATA_READ" }] },
    },
  ],
});
