/**
 * Types of resource that the platform's cloud has and no policy but the general ones judges (those of every type: providers,
 * environments, abandoned resources), each with the reason; the documentation is made from them.
 */
export const unjudged: Readonly<Record<string, string>> = {
  "cloudflare:index/queue:Queue":
    "it carries the names of objects, and who takes them out needs a token: r2-token-scoped",
  "cloudflare:index/queueConsumer:QueueConsumer": "as its queue",
  "cloudflare:index/r2BucketEventNotification:R2BucketEventNotification": "it puts into a queue, and nothing else",
  "gcp:binaryauthorization/attestor:Attestor":
    "one without a key, or with a key that nobody signs with, lets no image pass; whose word is taken is for the program to say",
  "gcp:certificatemanager/trustConfig:TrustConfig":
    "whose certificates callers may show is for the program to say, and it holds public certificates alone",
  "gcp:containeranalysis/note:Note": "what attestations are attached to, by whoever its grants name, which are judged",
  "gcp:iam/workloadIdentityPool:WorkloadIdentityPool":
    "it lets nobody in: its providers do, which federation-pinned judges, and grants to what comes through, which federation-narrow does",
  "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy":
    "it asks callers for a certificate beside all that is asked anyway; a load balancer without one is whole",
  "gcp:projects/serviceIdentity:ServiceIdentity": "Google's own agent, which exists anyway; its grants are judged",
  "gcp:pubsub/schema:Schema":
    "what an event is made of is for the program to say; that a topic has a schema is pubsub-topic-shaped",
  "gcp:storage/notification:Notification": "it publishes to a topic, which is judged as any other",
  "random:index/randomString:RandomString": "it is part of a name, which everybody may see",
};
