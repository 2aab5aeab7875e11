import type { CheckUp } from '@feishu-login/auth-types/admin';
import { momentOf } from '../parts/moment.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAdminTexts } from '../texts/language.ts';
import { useAsked } from '../use-asked.ts';

type Finding = CheckUp['checks'][number]['findings'][number];

/** What the doctor finds. */
export function CheckUpRoom() {
  const { checkUp: texts, language, reload } = useAdminTexts();
  const { reply, refusal, asking, again } = useAsked('GET /api/v1/admin/check-up', {});
  const lang = language === 'en' ? 'en' : 'zh';
  return (
    <>
      <Refused refusal={refusal} again={again} />
      {asking && <p class="hint">{texts.asking}</p>}
      {reply !== undefined && (
        <>
          <p class="hint">
            {texts.at(momentOf(reply.checked_at, language))}{' '}
            <button type="button" class="link" onClick={again}>
              {reload}
            </button>
          </p>
          <dl class="checks">
            {reply.checks.map(({ id, title, findings }) => (
              <div key={id} class="check">
                <dt>{title[lang]}</dt>
                {findings.map((finding) => (
                  <dd key={finding.what.en}>
                    <FindingOf finding={finding} lang={lang} />
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

function FindingOf({ finding, lang }: { finding: Finding; lang: 'en' | 'zh' }) {
  const { checkUp: texts } = useAdminTexts();
  const { level, what, meaning, fix, lines = [] } = finding;
  return (
    <>
      <p>
        <span class={`tag tag--${level}`}>{texts.levels[level]}</span> {what[lang]}
      </p>
      {meaning !== undefined && <p class="hint">{meaning[lang]}</p>}
      {lines.length > 0 && <pre class="lines">{lines.join('\n')}</pre>}
      {fix !== undefined && <p class="check__fix">→ {fix[lang]}</p>}
    </>
  );
}
