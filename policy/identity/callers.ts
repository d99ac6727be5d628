/** What calls an address for somebody: where it has the address, and as whom it calls. */
export interface Caller {
  /** Patterns as `find` reads them; the first that is set counts. */
  accounts: readonly string[];
  /** The property whose presence makes it a caller of addresses. */
  addresses: readonly string[];
  /** Whether other text than addresses stands there too. */
  isText?: true;
}

export const callers: Readonly<Record<string, Caller>> = {
  "gcp:cloudbuild/trigger:Trigger": {
    accounts: ["serviceAccount"],
    addresses: ["build?.steps[].args", "build?.steps[].envs", "build?.steps[].script", "substitutions"],
    isText: true,
  },
  "gcp:cloudscheduler/job:Job": {
    accounts: ["httpTarget.oidcToken.serviceAccountEmail", "httpTarget.oauthToken.serviceAccountEmail"],
    addresses: ["httpTarget?.uri"],
  },
  "gcp:cloudtasks/queue:Queue": {
    accounts: ["httpTarget.oidcToken.serviceAccountEmail", "httpTarget.oauthToken.serviceAccountEmail"],
    addresses: ["httpTarget?.uriOverride?.host"],
  },
  "gcp:eventarc/pipeline:Pipeline": {
    accounts: [
      "destinations[].authenticationConfig.googleOidc.serviceAccount",
      "destinations[].authenticationConfig.oauthToken.serviceAccount",
    ],
    addresses: ["destinations[].httpEndpoint?.uri"],
  },
  "gcp:eventarc/trigger:Trigger": { accounts: ["serviceAccount"], addresses: ["destination.httpEndpoint?.uri"] },
  "gcp:pubsub/subscription:Subscription": {
    accounts: ["pushConfig.oidcToken.serviceAccountEmail"],
    addresses: ["pushConfig?.pushEndpoint"],
  },
  "gcp:workflows/workflow:Workflow": {
    accounts: ["serviceAccount"],
    addresses: ["sourceContents", "userEnvVars"],
    isText: true,
  },
};
