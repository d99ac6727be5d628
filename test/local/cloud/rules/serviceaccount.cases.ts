import { project, type RuleCase } from "./kit";

const member = `serviceAccount:ada-dev@${project}.iam.gserviceaccount.com`;

export const cases: RuleCase[] = [
  {
    rule: "member-exists",
    claim: "a grant to an account that nobody made",
    broken: (declare) => declare("projects/iAMMember:IAMMember", "views", { project, role: "roles/viewer", member }),
    says: /Error 400: Service account ada-dev@.* does not exist\., badRequest/,
    repaired: (declare) => {
      const account = declare("serviceaccount/account:Account", "ada", { accountId: "ada-dev" });
      declare("projects/iAMMember:IAMMember", "views", { project, role: "roles/viewer", member: account.member });
    },
  },
];
