/** Where a workload of Cloud Run says what its instances are made of. */
export const templates: Readonly<Record<string, string>> = {
  "gcp:cloudrunv2/job:Job": "template.template",
  "gcp:cloudrunv2/service:Service": "template",
  "gcp:cloudrunv2/workerPool:WorkerPool": "template",
};
