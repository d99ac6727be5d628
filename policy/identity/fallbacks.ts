/**
 * Every property of the Google provider whose omission means a default service account. A test holds this table against
 * the SDK's declarations: a property that could belong here is here, or has its reason there.
 */

/** Whose rights are used where the property is not set. */
export const fallbackAccounts = {
  compute: "the Compute Engine default account (NUMBER-compute@developer.gserviceaccount.com)",
  appengine: "the App Engine default account (PROJECT@appspot.gserviceaccount.com)",
  build: "the project's default build account (NUMBER-compute@developer or NUMBER@cloudbuild.gserviceaccount.com)",
  deployer: "the credentials of whoever deploys it",
} as const;

export interface Fallback {
  /** A pattern as `find` reads it: a block marked `?` has no account at all where it is not set. */
  path: string;
  to: keyof typeof fallbackAccounts;
  /** Falls back only where one of these is set and not false. */
  onlyIf?: readonly string[];
  /** Does not fall back where one of these is set and not false. */
  unless?: readonly string[];
}

const scheduledPipeline: Fallback[] = [{ path: "createPipelineJobRequest?.pipelineJob.serviceAccount", to: "compute" }];

// A block without an address takes the default account; without the block the API makes a machine that has none.
const machine: Fallback[] = [{ path: "serviceAccount?.email", to: "compute" }];

const serverlessSpark: Fallback[] = [{ path: "environmentConfig.executionConfig.serviceAccount", to: "compute" }];

const appEngineVersion: Fallback[] = [{ path: "serviceAccount", to: "appengine" }];

export const fallbacks: Readonly<Record<string, readonly Fallback[]>> = {
  "gcp:apigateway/apiConfig:ApiConfig": [
    { path: "gatewayConfig.backendConfig.googleServiceAccount", to: "compute" }, // signs for the backends
  ],
  "gcp:appengine/flexibleAppVersion:FlexibleAppVersion": appEngineVersion,
  "gcp:appengine/standardAppVersion:StandardAppVersion": appEngineVersion,
  "gcp:backupdisasterrecovery/restoreWorkload:RestoreWorkload": [
    { path: "computeInstanceRestoreProperties.serviceAccounts[].email", to: "compute" },
  ],
  "gcp:bigquery/dataTransferConfig:DataTransferConfig": [{ path: "serviceAccountName", to: "deployer" }],
  "gcp:cloudbuild/trigger:Trigger": [{ path: "serviceAccount", to: "build" }],
  "gcp:clouddeploy/target:Target": [
    {
      path: "executionConfigs[+].serviceAccount",
      to: "compute",
      unless: [
        "executionConfigs[].defaultPool.serviceAccount",
        "executionConfigs[].privatePool.serviceAccount",
        "multiTarget", // runs nothing itself
      ],
    },
  ],
  "gcp:cloudfunctions/function:Function": [
    { path: "serviceAccountEmail", to: "appengine" },
    { path: "buildServiceAccount", to: "build" },
  ],
  "gcp:cloudfunctionsv2/function:Function": [
    { path: "serviceConfig.serviceAccountEmail", to: "compute" },
    { path: "eventTrigger?.serviceAccountEmail", to: "compute" },
    { path: "buildConfig?.serviceAccount", to: "build" },
  ],
  "gcp:cloudrun/service:Service": [{ path: "template.spec.serviceAccountName", to: "compute" }],
  "gcp:cloudrunv2/job:Job": [{ path: "template.template.serviceAccount", to: "compute" }],
  "gcp:cloudrunv2/service:Service": [
    { path: "template.serviceAccount", to: "compute" },
    { path: "buildConfig?.serviceAccount", to: "build" },
  ],
  "gcp:cloudrunv2/workerPool:WorkerPool": [{ path: "template.serviceAccount", to: "compute" }],
  "gcp:colab/schedule:Schedule": scheduledPipeline,
  "gcp:composer/environment:Environment": [{ path: "config.nodeConfig.serviceAccount", to: "compute" }],
  "gcp:compute/instance:Instance": machine,
  "gcp:compute/instanceFromMachineImage:InstanceFromMachineImage": machine,
  "gcp:compute/instanceFromTemplate:InstanceFromTemplate": machine,
  "gcp:compute/instanceTemplate:InstanceTemplate": machine,
  "gcp:compute/regionInstanceTemplate:RegionInstanceTemplate": machine,
  "gcp:container/cluster:Cluster": [
    // A cluster has a pool of its own unless another kind of node is asked for, or the pool goes at once.
    {
      path: "nodeConfig.serviceAccount",
      to: "compute",
      unless: ["enableAutopilot", "nodePools", "removeDefaultNodePool"],
    },
    { path: "nodePools[].nodeConfig.serviceAccount", to: "compute" },
    {
      path: "clusterAutoscaling.autoProvisioningDefaults.serviceAccount",
      to: "compute",
      onlyIf: ["enableAutopilot", "clusterAutoscaling.enabled"],
    },
  ],
  "gcp:container/nodePool:NodePool": [{ path: "nodeConfig.serviceAccount", to: "compute" }],
  "gcp:dataflow/flexTemplateJob:FlexTemplateJob": [{ path: "serviceAccountEmail", to: "compute" }],
  "gcp:dataflow/job:Job": [{ path: "serviceAccountEmail", to: "compute" }],
  "gcp:dataflow/pipeline:Pipeline": [
    { path: "schedulerServiceAccountEmail", to: "compute", onlyIf: ["scheduleInfo"] },
    {
      path: "workload.dataflowFlexTemplateRequest?.launchParameter.environment.serviceAccountEmail",
      to: "compute",
    },
    {
      path: "workload.dataflowLaunchTemplateRequest?.launchParameters.environment.serviceAccountEmail",
      to: "compute",
    },
  ],
  "gcp:datafusion/instance:Instance": [{ path: "dataprocServiceAccount", to: "compute" }],
  "gcp:dataplex/task:Task": [{ path: "executionSpec.serviceAccount", to: "compute" }],
  "gcp:dataproc/batch:Batch": serverlessSpark,
  "gcp:dataproc/cluster:Cluster": [
    { path: "clusterConfig.gceClusterConfig.serviceAccount", to: "compute", unless: ["virtualClusterConfig"] },
  ],
  "gcp:dataproc/sessionTemplate:SessionTemplate": serverlessSpark,
  "gcp:dataproc/workflowTemplate:WorkflowTemplate": [
    { path: "placement.managedCluster?.config.gceClusterConfig.serviceAccount", to: "compute" },
  ],
  "gcp:eventarc/trigger:Trigger": [{ path: "serviceAccount", to: "compute" }],
  "gcp:notebooks/instance:Instance": [{ path: "serviceAccount", to: "compute" }],
  "gcp:sourcerepo/repository:Repository": [{ path: "pubsubConfigs[].serviceAccountEmail", to: "compute" }],
  "gcp:tpu/v2Vm:V2Vm": [{ path: "serviceAccount.email", to: "compute" }],
  "gcp:vertex/aiSchedule:AiSchedule": scheduledPipeline,
  "gcp:workbench/instance:Instance": [{ path: "gceSetup.serviceAccounts[+].email", to: "compute" }],
  "gcp:workflows/workflow:Workflow": [{ path: "serviceAccount", to: "compute" }],
};
