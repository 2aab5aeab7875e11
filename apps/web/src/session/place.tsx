import type { Organisation } from '@feishu-login/auth-types';
import { useTexts } from '../texts/language.tsx';

/** Where the reader is in their organisation, as apps are told it too. What has no name is left out. */
export function Place({ organisation }: { organisation: Organisation }) {
  const { profile: texts } = useTexts();
  const departments = organisation.departments?.flatMap(({ direct, name }) => (direct && name ? name : [])) ?? [];
  const rows: [string, string | null][] = [
    [texts.departments, departments.join(texts.comma)],
    [texts.jobTitle, organisation.job_title],
    [texts.employeeNumber, organisation.employee_number],
  ];
  const known = rows.filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <dl class="facts place">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
