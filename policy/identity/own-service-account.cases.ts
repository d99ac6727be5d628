import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./own-service-account";

const run = "gcp:cloudrunv2/service:Service";
const cluster = "gcp:container/cluster:Cluster";
const deployTarget = "gcp:clouddeploy/target:Target";
const functionV2 = "gcp:cloudfunctionsv2/function:Function";

const own = "registry@example.iam.gserviceaccount.com";
const compute = "123456789012-compute@developer.gserviceaccount.com";

export default cases(policy, {
  passing: [
    { title: "has its own account", type: run, props: { template: { serviceAccount: own } } },
    {
      title: "is a cluster whose first pool goes at once",
      type: cluster,
      props: { removeDefaultNodePool: true, nodePools: [{ nodeConfig: { serviceAccount: own } }] },
    },
    {
      title: "names the account where the older API had it",
      type: deployTarget,
      props: { executionConfigs: [{ usages: ["RENDER"], defaultPool: { serviceAccount: own } }] },
    },
    {
      title: "passes a default account's address as a mere variable",
      type: run,
      props: { template: { serviceAccount: own, containers: [{ envs: [{ name: "FORMER", value: compute }] }] } },
    },
  ],
  failing: [
    {
      title: "leaves it out",
      type: run,
      props: { template: { containers: [{ image: "registry" }] } },
      at: ["template.serviceAccount"],
    },
    {
      title: "names it in capitals",
      type: run,
      props: { template: { serviceAccount: compute.toUpperCase() } },
      at: ["template.serviceAccount"],
    },
    { title: "leaves out the whole template", type: run, props: {}, at: ["template.serviceAccount"] },
    {
      title: "leaves it empty",
      type: run,
      props: { template: { serviceAccount: "" } },
      at: ["template.serviceAccount"],
    },
    {
      title: "names the Compute Engine default",
      type: run,
      props: { template: { serviceAccount: compute } },
      at: ["template.serviceAccount"],
    },
    {
      title: "is a job without one",
      type: "gcp:cloudrunv2/job:Job",
      props: { template: { template: { maxRetries: 0 } } },
      at: ["template.template.serviceAccount"],
    },
    {
      title: "is a function whose trigger calls with the default",
      type: functionV2,
      props: { serviceConfig: { serviceAccountEmail: own }, eventTrigger: { eventType: "example" } },
      at: ["eventTrigger.serviceAccountEmail"],
    },
    {
      title: "is a first generation function as App Engine",
      type: "gcp:cloudfunctions/function:Function",
      props: { serviceAccountEmail: "example@appspot.gserviceaccount.com", buildServiceAccount: own },
      at: ["serviceAccountEmail"],
    },
    {
      title: "is a machine with scopes and no address",
      type: "gcp:compute/instanceTemplate:InstanceTemplate",
      props: { serviceAccount: { scopes: ["cloud-platform"] } },
      at: ["serviceAccount.email"],
    },
    {
      title: "is a machine with the address that stands for the default",
      type: "gcp:compute/instance:Instance",
      props: { serviceAccount: { email: "default", scopes: ["cloud-platform"] } },
      at: ["serviceAccount.email"],
    },
    { title: "is a cluster with nodes of its own", type: cluster, props: {}, at: ["nodeConfig.serviceAccount"] },
    {
      title: "is a cluster one of whose pools has none",
      type: cluster,
      props: { nodePools: [{ nodeConfig: { serviceAccount: own } }, { name: "second" }] },
      at: ["nodePools[1].nodeConfig.serviceAccount"],
    },
    {
      title: "is an Autopilot cluster",
      type: cluster,
      props: { enableAutopilot: true },
      at: ["clusterAutoscaling.autoProvisioningDefaults.serviceAccount"],
    },
    {
      title: "is a delivery target, the second of whose stages has none",
      type: deployTarget,
      props: { executionConfigs: [{ serviceAccount: own }, { usages: ["DEPLOY"] }] },
      at: ["executionConfigs[1].serviceAccount"],
    },
    {
      title: "is a delivery target that says nothing",
      type: deployTarget,
      props: { run: { location: "europe-west1" } },
      at: ["executionConfigs[0].serviceAccount"],
    },
    {
      title: "is a workbench without accounts",
      type: "gcp:workbench/instance:Instance",
      props: { gceSetup: { machineType: "e2-standard-4" } },
      at: ["gceSetup.serviceAccounts[0].email"],
    },
    {
      title: "is a build of the legacy account",
      type: "gcp:cloudbuild/trigger:Trigger",
      props: { serviceAccount: "projects/example/serviceAccounts/123456789012@cloudbuild.gserviceaccount.com" },
      at: ["serviceAccount"],
    },
    {
      title: "pushes messages with the default",
      type: "gcp:pubsub/subscription:Subscription",
      props: { pushConfig: { oidcToken: { serviceAccountEmail: compute } } },
      at: ["pushConfig.oidcToken.serviceAccountEmail"],
    },
    {
      title: "is a schedule that calls with the account of Google's APIs",
      type: "gcp:cloudscheduler/job:Job",
      props: { httpTarget: { oidcToken: { serviceAccountEmail: "123456789012@cloudservices.gserviceaccount.com" } } },
      at: ["httpTarget.oidcToken.serviceAccountEmail"],
    },
    {
      title: "is a transfer with the rights of whoever deploys it",
      type: "gcp:bigquery/dataTransferConfig:DataTransferConfig",
      props: { dataSourceId: "scheduled_query" },
      at: ["serviceAccountName"],
    },
  ],
  unknown: [
    { title: "has an account made in this run", type: run, props: { template: { serviceAccount: Unknown } } },
    { title: "has a template made in this run", type: run, props: { template: Unknown } },
    {
      title: "pushes with an account made in this run",
      type: "gcp:pubsub/subscription:Subscription",
      props: { pushConfig: { oidcToken: { serviceAccountEmail: Unknown } } },
    },
    {
      title: "cannot tell yet whether it has nodes of its own",
      type: cluster,
      props: { removeDefaultNodePool: Unknown },
    },
  ],
  notApplicable: [
    {
      title: "is a machine without an account",
      type: "gcp:compute/instance:Instance",
      props: { machineType: "e2-micro" },
    },
    {
      title: "only matches the traffic of a default account",
      type: "gcp:compute/firewall:Firewall",
      props: { targetServiceAccounts: [compute], sourceServiceAccounts: [compute] },
    },
    {
      title: "writes with Google's agent",
      type: "gcp:pubsub/subscription:Subscription",
      props: { bigqueryConfig: {} },
    },
    { title: "is not Google's", type: "cloudflare:index/r2Bucket:R2Bucket", props: { serviceAccount: "default" } },
  ],
});
