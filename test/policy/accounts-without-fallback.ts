/**
 * The optional properties of the Google provider that name a service account, or whose comment speaks of a default one,
 * and whose omission nevertheless means no default account. A default account given by name is refused in all of them.
 */
export const withoutFallback: readonly { property: RegExp; because: string }[] = [
  {
    property: /(kmsKey|diskEncryption)ServiceAccount$/,
    because: "only asks for a decryption; where it is not set, the service agent of Compute Engine does",
  },
  {
    property: /(source|target)ServiceAccounts|iamServiceAccount|gcpUserAccessBinding/,
    because: "matches, and gives none",
  },
  { property: /([sS]erviceAccount|oauth)Scopes/, because: "says how far, not as whom" },
  { property: /serviceAccount(Signing|Verification)Keys|serviceAccountKeyFile/, because: "is a key" },
  { property: /serviceAccountProjectNumber|useProjectServiceAccount/, because: "is no account" },
  { property: /bigquery\/connection|binaryauthorization\/attestor|chronicle\/feed/, because: "is an output" },
  { property: /logging\/.*cmekSettings|cloudbuild\/trigger.*pubsubConfig/, because: "is filled in by Google" },
  { property: /projects\/defaultServiceAccounts/, because: "takes rights from default accounts" },
  {
    property: /clouddeploy\/target.*(default|private)Pool/,
    because: "is the older place of an account that the table wants one step higher",
  },
  {
    property: /dataform\/|pubsub\/|storage\/transferJob|vertex\/aiReasoningEngine/,
    because: "a service agent of Google does it where it is not set",
  },
  {
    property: /dataplex\/dataProduct/,
    because: "says who may read, of which a user or group may be named instead",
  },
  { property: /notebookExecution/, because: "either a user or an account has to be named" },
  { property: /apigee\/|workstations\/|gkehub\/|projects\/apiKey/, because: "there is no account where it is not set" },
  { property: /applicationintegration\/client/, because: "an account of its own is made where it is not set" },
  {
    property: /applicationintegration\/authConfig|integrationconnectors\/|securesourcemanager\/|dataproc\/gdcService/,
    because: "no fallback is documented",
  },
];
