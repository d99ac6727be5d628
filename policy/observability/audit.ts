/** What says of a project, folder or organisation which audit logs it keeps. */
export const auditConfig = (type: string) => /^gcp:(projects|folder|organizations)\/i[Aa][Mm]AuditConfig:/.test(type);
