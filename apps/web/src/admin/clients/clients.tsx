import type { OidcClient } from '@feishu-login/auth-types/admin';
import { useState } from 'preact/hooks';
import { ask } from '../ask.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Fact } from '../parts/fact.tsx';
import { Refused } from '../parts/refused.tsx';
import { type Place, say } from '../place.ts';
import { useAdminTexts } from '../texts/language.ts';
import { useAsked } from '../use-asked.ts';

type Deed = 'rotate' | 'remove';

/** The apps that people sign in to through this server. */
export function Clients({ place }: { place: Place }) {
  const { clients: texts, loading } = useAdminTexts();
  const { reply, refusal, again } = useAsked('GET /api/v1/admin/clients', {});
  const [fresh, setFresh] = useState<{ client_id: string; client_secret: string } | undefined>();
  const asked = reply?.clients.find((client) => client.client_id === place.query.client);
  const deed = (['rotate', 'remove'] as const).find((one) => one === place.query.do);

  async function act(wanted: Deed, id: string) {
    if (wanted === 'remove') {
      const removed = await ask('DELETE /api/v1/admin/clients/:id', { params: { id } });
      return removed.ok ? undefined : removed;
    }
    const rotated = await ask('POST /api/v1/admin/clients/:id/secret', { params: { id } });
    if (!rotated.ok) return rotated;
    setFresh(rotated.reply);
    return undefined;
  }

  return (
    <>
      <p class="lead">{texts.intro}</p>
      <Refused refusal={refusal} again={again} />
      {reply === undefined && refusal === undefined && <p class="hint">{loading}</p>}
      {reply?.clients.length === 0 && <p class="hint">{texts.none}</p>}
      <ul class="cards">
        {reply?.clients.map((client) => (
          <Client
            key={client.client_id}
            client={client}
            secret={fresh?.client_id === client.client_id ? fresh.client_secret : undefined}
            onWant={(wanted) => say(place, { do: wanted, client: client.client_id })}
          />
        ))}
      </ul>
      {asked !== undefined && deed !== undefined && (
        <Confirm
          key={deed}
          place={place}
          question={{
            ...texts.asks[deed],
            title: texts.asks[deed].title(asked.name),
            done: texts.done[deed],
            act: () => act(deed, asked.client_id),
          }}
          onDone={again}
        />
      )}
    </>
  );
}

function Client({
  client,
  secret,
  onWant,
}: {
  client: OidcClient;
  secret: string | undefined;
  onWant: (deed: Deed) => void;
}) {
  const { clients: texts } = useAdminTexts();
  return (
    <li class="card">
      <p class="card__title">
        {client.name}
        {client.first_party && <span class="tag">{texts.firstParty}</span>}
      </p>
      <dl class="card__facts">
        <Fact name="client_id">
          <code>{client.client_id}</code>
        </Fact>
        <Fact name={texts.scopes}>
          <code>{client.scopes.join(' ')}</code>
        </Fact>
        <Fact name={texts.leadsTo}>
          <code>{client.redirect_uris.join(' ')}</code>
        </Fact>
      </dl>
      {client.public && <p class="hint">{texts.public}</p>}
      {secret !== undefined && (
        <p class="notice" role="status">
          {texts.secret} <code class="secret">{secret}</code>
        </p>
      )}
      {client.source === 'file' ? (
        <p class="hint">{texts.fromFile}</p>
      ) : (
        <p class="section__deeds">
          {!client.public && (
            <button
              type="button"
              class="secondary"
              aria-label={texts.rotateNamed(client.name)}
              onClick={() => onWant('rotate')}
            >
              {texts.rotate}
            </button>
          )}
          <button
            type="button"
            class="secondary secondary--grave"
            aria-label={texts.removeNamed(client.name)}
            onClick={() => onWant('remove')}
          >
            {texts.remove}
          </button>
        </p>
      )}
    </li>
  );
}
