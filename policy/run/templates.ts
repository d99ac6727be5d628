/** Where a workload of Cloud Run says what its instances are made of. */
export const templates: Readonly<Record<string, string>> = {
  "gcp:cloudrunv2/job:Job": "template.template",
  "gcp:cloudrunv2/service:Service": "template",
  "gcp:cloudrunv2/workerPool:WorkerPool": "template",
};

/** Where each names its images, a service of the older API too. */
export const images: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...templates, "gcp:cloudrun/service:Service": "template.spec" }).map(([type, template]) => [
    type,
    `${template}.containers[].image`,
  ]),
);
