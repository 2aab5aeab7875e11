import { Refused } from '../parts/refused.tsx';
import { useAdminTexts } from '../texts/language.ts';
import { useAsked } from '../use-asked.ts';
import { Plot } from './plot.tsx';

const renewEvery = 15_000;

/** How the server is, and the sign-ins of the last hour. */
export function HealthRoom() {
  const { health: texts, loading } = useAdminTexts();
  const { reply, refusal, again } = useAsked('GET /api/v1/admin/health', {}, renewEvery);
  return (
    <>
      <Refused refusal={refusal} again={again} />
      {reply === undefined && refusal === undefined && <p class="hint">{loading}</p>}
      {reply !== undefined && (
        <>
          <p class={reply.ready ? 'notice' : 'problem'}>{reply.ready ? texts.ready : texts.notReady}</p>
          <p class="lead">{texts.live(reply.live.sessions, reply.live.people)}</p>
          <section class="section">
            <h2>{texts.lastHour}</h2>
            <div class="plots">
              <Plot name={texts.ok} values={reply.sign_ins.map(({ ok }) => ok)} />
              <Plot name={texts.denied} values={reply.sign_ins.map(({ denied }) => denied)} grave />
            </div>
          </section>
          <section class="section">
            <h2>{texts.outbox}</h2>
            {reply.outbox.length === 0 && <p class="hint">{texts.nothingWaits}</p>}
            <ul>
              {reply.outbox.map(({ kind, waiting, oldest_seconds }) => (
                <li key={kind}>{texts.waiting(kind, waiting, oldest_seconds)}</li>
              ))}
            </ul>
          </section>
        </>
      )}
    </>
  );
}
