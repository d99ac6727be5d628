import { policy } from "../policy";

const above =
  /^gcp:(folder|organizations)\/iAM(Member|Binding|Policy):|^gcp:billing\/accountIam(Member|Binding|Policy):/;

export default policy({
  name: "no-grant-above-project",
  refuses: "a grant on a folder, an organisation or a billing account",
  because: "it reaches every other environment, production included, and is taken away with whichever stack made it",
  fix: "grant it in the environment's own project; what holds for all projects is made where the projects are made",
  severity: "high",
  applies: (type) => above.test(type),
  check({ type }, { violation }) {
    const property = type.startsWith("gcp:folder/")
      ? "folder"
      : type.startsWith("gcp:billing/")
        ? "billingAccountId"
        : "orgId";
    violation(property, "is more than one environment");
  },
});
