// An editor for `flotilla cloud edit`: somebody changes a service in the console, and takes a grant away.
const { readFileSync, writeFileSync } = require("node:fs");

const file = process.argv[2];
const { resources, ...document } = JSON.parse(readFileSync(file, "utf8"));
const isService = ({ type, id }) => type === "gcp:cloudrunv2/service:Service" && id.endsWith("/tokens");
const isGrant = ({ type, id }) => type === "gcp:cloudrunv2/serviceIamMember:ServiceIamMember" && id.includes("/iam/");
const edited = resources
  .filter((resource) => !isGrant(resource))
  .map((resource) =>
    isService(resource) ? { ...resource, properties: { ...resource.properties, description: "by hand" } } : resource,
  );
writeFileSync(file, JSON.stringify({ ...document, resources: edited }));
