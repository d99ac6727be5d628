/** What calls an address for somebody: where it has the address, and as whom it calls. */
export interface Caller {
  /** Patterns as `find` reads them; the first that is set counts. */
  accounts: readonly string[];
  /** The property whose presence makes it a caller of addresses. */
  addresses: readonly string[];
}

export const callers: Readonly<Record<string, Caller>> = {
  "gcp:cloudscheduler/job:Job": {
    accounts: ["httpTarget.oidcToken.serviceAccountEmail", "httpTarget.oauthToken.serviceAccountEmail"],
    addresses: ["httpTarget?.uri"],
  },
  "gcp:cloudtasks/queue:Queue": {
    accounts: ["httpTarget.oidcToken.serviceAccountEmail", "httpTarget.oauthToken.serviceAccountEmail"],
    addresses: ["httpTarget?.uriOverride?.host"],
  },
  "gcp:eventarc/trigger:Trigger": { accounts: ["serviceAccount"], addresses: ["destination.httpEndpoint?.uri"] },
  "gcp:pubsub/subscription:Subscription": {
    accounts: ["pushConfig.oidcToken.serviceAccountEmail"],
    addresses: ["pushConfig?.pushEndpoint"],
  },
  "gcp:workflows/workflow:Workflow": { accounts: ["serviceAccount"], addresses: ["sourceContents", "userEnvVars"] },
};
