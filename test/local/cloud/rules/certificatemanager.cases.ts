import { heldCase, project, type RuleCase } from "./kit";

export const cases: RuleCase[] = [
  heldCase({
    rule: "certificatemanager-not-in-use",
    claim: "a certificate map that a proxy serves",
    held: (declare) => declare("certificatemanager/certificateMap:CertificateMap", "map", { name: "map" }),
    holder: (declare, options) =>
      declare(
        "compute/targetHttpsProxy:TargetHttpsProxy",
        "proxy",
        {
          name: "proxy",
          urlMap: "routes",
          certificateMap: `//certificatemanager.googleapis.com/projects/${project}/locations/global/certificateMaps/map`,
        },
        options,
      ),
    says: /Error 400: can't delete CertificateMap 'projects\/.*\/map' that is referenced by 'projects\/.*\/proxy'/,
  }),
];
