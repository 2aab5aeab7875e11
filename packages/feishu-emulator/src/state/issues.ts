/** One issue of a check as `users[2].status: Invalid option…`. */
export function describeIssue(issue: { path: PropertyKey[]; message: string }): string {
  const path = issue.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );
  return `  ${path || '(top level)'}: ${issue.message}`;
}
